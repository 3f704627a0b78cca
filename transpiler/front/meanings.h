/* SPDX-License-Identifier: MIT
 *
 * What each word of a function's text means: which declaration a name in it speaks of.
 */
#ifndef AWAITC_FRONT_MEANINGS_H
#define AWAITC_FRONT_MEANINGS_H

#include "front/build.h"

/* What clang says that the word at `at` means. */
struct meaning {
    unsigned at;
    const void *of; /* the declaration: see declaration_key */
};

/* A tag, or a name of the ordinary kind, that is declared in the function. */
struct declared {
    const char *name; /* interned */
    bool is_tag;
    unsigned at, scope_end;
    CXCursor cursor;
    const void *key;
};

/* A name that does not stand in the text where clang places it: it comes out of a macro's body. */
struct lost_name {
    unsigned at;
    const void *of;
};

struct meanings {
    struct builder *b;
    struct span span;           /* of the function */
    VEC(struct meaning) words;  /* by place */
    VEC(struct declared) list;  /* by place */
    VEC(struct lost_name) lost; /* in no order */
};

/* One for all declarations of the same thing. */
const void *declaration_key(CXCursor declaration);

/* The name of a struct, union or enum; "" if it has none. */
const char *tag_name(struct builder *b, CXCursor tag);

/* Reads all of a function's definition. */
void meanings_collect(struct meanings *meanings, struct builder *b, CXCursor function);
void meanings_free(struct meanings *meanings);

/* What clang says that the word at `at` means; NULL when it does not say. */
const void *meaning_said(const struct meanings *meanings, unsigned at);
/* What a name, a tag's or one of the ordinary kind, means at `at` by C's rules of scope. NULL: it
 * is not declared in the function. */
const void *meaning_in_scope(const struct meanings *meanings, unsigned at, const char *name,
                             bool is_tag);

/* Do the words of clang's at `at` differ in what they mean: a macro's argument used twice? */
bool meaning_is_double(const struct meanings *meanings, unsigned at);

#endif
