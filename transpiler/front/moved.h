/* SPDX-License-Identifier: MIT
 *
 * Moving the types that are declared in a function out of it, in front of it: what the files share
 * that do it.
 *
 *     moved.c        which types, typedefs and constants a function declares; WISH_MOVE_TYPES
 *     moved_names.c  names for them; moved_words.c: the words that change with them
 *     moved_text.c   the edits
 */
#ifndef AWAITC_FRONT_MOVED_H
#define AWAITC_FRONT_MOVED_H

#include "front/meanings.h"
#include "front/rewrite.h"
#include "front/scan.h"

enum moved_kind { MOVED_TAG, MOVED_ENUMERATOR, MOVED_TYPEDEF };

/* A name that is declared in the function and gets to stand in front of it. */
struct moved {
    enum moved_kind kind;
    CXCursor cursor;
    const char *name;     /* "" when there is none */
    const char *new_name; /* the same when nothing else in the program has it */
    bool is_outer;        /* declared at file scope already: in the type that is returned */
    bool is_early;        /* MOVED_TAG: spoken of before, or without, its definition */
    bool is_alone;        /* MOVED_TAG: its definition has no declarators */
    struct alias *alias;  /* MOVED_TYPEDEF: where it is declared */
};

/* A definition of a struct, union or enum, with its attributes. */
struct definition {
    struct span span;
    CXCursor cursor;
    struct moved *moved;
    struct span statement; /* the declaration, if it has no declarators; else no span */
    bool is_inner;         /* stands in another one, and moves with that */
    size_t outer;          /* the index of the outermost that it stands in, or its own */
};

/* A declaration of typedefs. It stays where it is; where a type that is moved needs one of them, a
 * copy of it is moved too. */
struct alias {
    struct span span; /* without the semicolon */
    bool is_needed;
    bool is_written;  /* in the file itself */
    bool is_variable; /* variably modified: has to stay */
    bool is_stuck;    /* needs what cannot be moved */
};

/* A declaration of typedefs that speaks of another one. */
struct need {
    struct alias *by, *needed;
};

/* An expression, or the brackets behind typeof, in what may be moved. */
struct operand {
    struct span span;
    CXCursor cursor;
};

/* A directive about the layout of types: `pack(push, 1)`. */
struct pragma {
    unsigned at;
    const char *text;
};

/* A stretch of the text that changes. */
struct change {
    unsigned begin, end;
    const char *text;
    bool only_moved; /* only in what is moved, not in the body */
};

/* How often each name stands in the main file or is declared by a header, by interned name. */
struct census {
    struct builder *b;
    struct map counts;
};

struct moving {
    struct rewriting *rewriting;
    struct builder *b;
    struct census *census;
    const char *function; /* its name */
    struct span span;     /* of the function */
    struct meanings meanings;
    struct map moved;    /* by declaration_key: struct moved */
    struct map seen;     /* by cursor: the definitions */
    struct map declared; /* by declaration_key: struct declared */
    struct map spoken;   /* by interned name: the same */
    VEC(struct moved *) names;
    VEC(struct definition) definitions; /* by place */
    VEC(struct alias *) aliases;        /* by place */
    VEC(struct span) forwards;          /* `struct node;` */
    VEC(struct span) assembly;          /* asm statements */
    VEC(struct operand) operands;
    VEC(struct pragma) pragmas; /* by place */
    int pragma_depth;           /* how many pushes are not popped */
    VEC(struct need) needs;     /* by place */
    VEC(struct change) changes; /* by place */
    unsigned first_define;      /* #define or #undef in the function; its end if there is none */
    bool is_impossible;
    bool is_postponed; /* the text has to change first: see moved_wish */
};

/* The outermost definition that holds the place; NULL: none. */
struct definition *definition_around(const struct moving *m, unsigned at);
/* The declaration of typedefs that holds the place; NULL: none. */
struct alias *alias_around(const struct moving *m, unsigned at);

/* The word from `at` to `end`, interned. */
const char *word_at(struct builder *b, const struct source *source, unsigned at, unsigned end);

/* Puts the move off until a wish was granted. */
void moved_wish(struct moving *m, enum wish_kind kind, struct span span);

void census_take(struct census *census, struct builder *b);
void census_free(struct census *census);

/* Gives each of the names a new one, or leaves it. */
void moved_choose_names(struct moving *m);
/* Finds the changes, which aliases are needed, and what is in the way. */
void moved_read_words(struct moving *m);
/* Where a tag is to be put into a definition that has none: ahead of the brace or, in an enum, of
 * the colon. */
unsigned place_for_tag(struct span definition);
/* Adds the changes that give definitions without a name theirs. */
void moved_add_tags(struct moving *m);
/* Adds the edits. */
void moved_write(struct moving *m);

/* Is the `#` at `at` the begin of a directive? Behind it; whether it is this one. */
bool is_directive(const struct source *source, unsigned at);
unsigned directive_end(const struct source *source, unsigned at);
bool directive_is(const struct source *source, unsigned at, const char *name);

#endif
