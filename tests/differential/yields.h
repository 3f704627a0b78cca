/* SPDX-License-Identifier: MIT
 *
 * `await async_yield();` before the statements of a function.
 */
#ifndef DIFFERENTIAL_YIELDS_H
#define DIFFERENTIAL_YIELDS_H

#include "ast/ast.h"
#include "edits.h"

struct yields {
    struct edits *edits;
    const char *text; /* "await async_yield(); " */
    unsigned density; /* percent of the places that get one */
    unsigned long random;
    unsigned chain; /* how many branches of an else-if chain enclose */
};

void yields_add(struct yields *yields, const struct func *func);

#endif
