/* SPDX-License-Identifier: MIT
 *
 * Rewriting the text that clang reads. What the stages cannot do with the text as it stands they
 * wish to be changed (struct wish); each granter turns wishes of one kind into edits of the sources
 * of the unit, and the text with all of them made is parsed in its place.
 *
 *     rewrite.c  the edits, the new texts and where each piece of them is from; front_rewrite
 *     conditionals.c  WISH_CONDITIONALS; directives.c: the directives in a text
 *     inline.c   WISH_INLINE, WISH_INLINE_FILE
 *     expand.c   WISH_EXPAND; probe.c: what clang's preprocessor makes of the uses of macros
 */
#ifndef AWAITC_FRONT_REWRITE_H
#define AWAITC_FRONT_REWRITE_H

#include "front/build.h"

/* A front end at work: what lives longer than one parse. */
struct front {
    struct arena arena;
    const char *name;   /* of the main file, as clang is told it */
    const char **flags; /* for the compiler, ours included */
    unsigned flag_count;
    bool every_function; /* as in front_input */
    CXIndex index;
    CXTranslationUnit tu;
    VEC(struct source *) texts; /* of the files that are not read from the disk */
    struct builder builder;     /* of the unit that was built last */
    bool is_rewritten;          /* by the last front_rewrite */
    VEC(const char *) inlined;  /* files whose texts were to take the places of their #includes */
};

/* Parses the main file; `texts` stand for the files of their names. NULL: clang would not. */
CXTranslationUnit front_parse_texts(struct front *front, struct source *const *texts, size_t count,
                                    unsigned options, enum CXErrorCode *error);
/* The text that stands for the file; NULL when it is read from the disk. */
struct source *front_text(const struct front *front, const char *name);

/* A stretch of a source and what is to stand there instead. */
struct edit {
    struct span span;
    const char *text; /* its place, to the user, is all of `span` */
    size_t size;
    const void
        *group; /* not NULL: made together with all others of the same group, or not at all */
    struct source *copy; /* not NULL: the whole of this text instead, which keeps its own places */
};

struct rewriting {
    struct front *front;
    struct builder *b;
    VEC(struct edit) edits;
    const void *group; /* of the edits that are added next */
};

/* Adds an edit; `text` has to live as long as the builder's arena. */
void rewrite_replace(struct rewriting *rewriting, struct span span, const char *text);

/* The source with the edits made, those of other sources left alone. In the front's arena. */
struct source *rewrite_apply(struct front *front, struct source *source, const struct edit *edits,
                             size_t count);

/* All texts of the front with the edits made, for front_parse_texts; to be freed. */
struct source **rewrite_texts(struct rewriting *rewriting, size_t *count);

/* marks.c: the user's #line directives in the main file, as it was read. */
void marks_find(struct builder *b, struct source *source);

/* same.c: equal for texts that clang makes the same tree of. */
unsigned long long tree_hash(const struct front *front, CXTranslationUnit tu);
/* What the visitor makes, in the hash that it is given, of the declarations that count. */
unsigned long long hash_with(const struct front *front, CXTranslationUnit tu,
                             CXCursorVisitor visitor);
/* laid.c: the same, wherever the types of functions are defined and whatever they are called. */
unsigned long long layout_hash(const struct front *front, CXTranslationUnit tu);

/* counter.c: takes the numbers behind functions whose uses of __COUNTER__ are expanded. */
void counter_settle(struct rewriting *rewriting);

/* probe.c: is it one of <async.h>'s own? They mark what is to be found, and read otherwise in what
 * is generated, so they stay as they are. */
bool macro_is_keyword(struct builder *b, struct macro *macro);

/* expand.c: the outermost use around the offset that is no keyword; NULL: none. *outermost is where
 * the outermost of all begins. */
const struct macro_use *macro_use_to_expand(struct builder *b, struct file *file, unsigned offset,
                                            unsigned *outermost);

/* The granters: edits for the wishes of the builder's unit. */
void conditionals_resolve_all(struct rewriting *rewriting);
void inline_files(struct rewriting *rewriting);
void expand_uses(struct rewriting *rewriting);
/* moved.c; it may wish, too: for what has to be done before. */
void move_types(struct rewriting *rewriting);

/* The directives within the span; every #include within it. */
void conditionals_resolve(struct rewriting *rewriting, struct span span);
void inline_span(struct rewriting *rewriting, struct span span);

#endif
