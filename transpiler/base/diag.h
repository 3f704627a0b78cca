/* SPDX-License-Identifier: MIT
 *
 * Diagnostics: collected while the stages run, sorted by place and printed at the end in the form
 * of gcc and clang, each with the line and a caret:
 *
 *     serve.c:12:5: error: 'fetch' is async, but this call is never awaited [never-awaited]
 *        12 |     fetch(url);
 *           |     ^~~~~~~~~~
 *     serve.c:12:5: note: write 'await fetch(url)'
 */
#ifndef AWAITC_BASE_DIAG_H
#define AWAITC_BASE_DIAG_H

#include "base/arena.h"
#include "base/source.h"
#include "base/vec.h"
#include <stdio.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag_item {
    enum diag_level level;
    struct span span;
    const char *text;
    const char *rule; /* printed in brackets; NULL: none */
    unsigned order;   /* notes follow what they belong to */
};

struct diag {
    struct arena arena;
    VEC(struct diag_item) items;
    unsigned errors;
    unsigned order;
    const struct rule_switches *switches; /* the -W options, see ast/rules.h; NULL: none */
};

/* Adds a message; `text` is copied. A note belongs to the message added before it. A message that
 * was already given for the same place is left out (and so are its notes). */
void diag_add(struct diag *diag, enum diag_level level, struct span span, const char *rule,
              const char *text);

/* Prints all in the order of their places. */
void diag_print(struct diag *diag, FILE *out);
void diag_free(struct diag *diag);

#endif
