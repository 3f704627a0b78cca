/* SPDX-License-Identifier: MIT
 *
 * A walk over the trees of functions, from the outside in, in the order of the source.
 */
#ifndef DIFFERENTIAL_WALK_H
#define DIFFERENTIAL_WALK_H

#include "ast/ast.h"

struct walk {
    void *data;
    void (*visit)(struct walk *walk, struct expr *expr, const struct expr *parent);
    unsigned fixed; /* how many of the enclosing operands may be evaluated twice or not at all, or
                       stand in an asm: no await can be put there */
};

void walk_stmt(struct walk *walk, const struct stmt *stmt);
/* The sizes in the types of the parameters. */
void walk_sizes(struct walk *walk, const struct func *func);

/* Without parentheses. */
struct expr *walk_inside(struct expr *expr);

#endif
