/* SPDX-License-Identifier: MIT
 *
 * The preprocessor's directives as they stand in a text.
 */
#ifndef AWAITC_FRONT_DIRECTIVES_H
#define AWAITC_FRONT_DIRECTIVES_H

#include "base/source.h"
#include "base/vec.h"
#include <stdbool.h>

enum directive_kind {
    DIRECTIVE_IF,   /* #if, #ifdef, #ifndef */
    DIRECTIVE_ELSE, /* #else, #elif and its kin */
    DIRECTIVE_ENDIF,
    DIRECTIVE_DEFINE, /* #define, #undef */
    DIRECTIVE_INCLUDE,
    DIRECTIVE_OTHER
};

struct directive {
    enum directive_kind kind;
    struct span span; /* from its # to its newline, exclusive */
    unsigned keyword; /* offset of the word behind the # */
    unsigned group;   /* IF, ELSE, ENDIF: the offset of the #if they belong to */
};

typedef VEC(struct directive) directive_list;

/* All of them, by place. */
void directives_find(struct source *source, directive_list *list);

#endif
