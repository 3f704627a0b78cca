/* SPDX-License-Identifier: MIT
 *
 * What evaluating an expression may read and change, as far as the order of evaluation needs it.
 *
 * Requires: var.is_addressed. Leaves: expr.effects in the whole tree.
 */
#ifndef AWAITC_LOWER_EFFECTS_H
#define AWAITC_LOWER_EFFECTS_H

#include "ast/ast.h"

enum {
    EFFECT_AWAIT = 1,      /* an await, or what else may throw: the function may be left here */
    EFFECT_READ = 2,       /* of memory that others may change */
    EFFECT_WRITE = 4,      /* of memory that others may read; calls; volatile accesses */
    EFFECT_LOCAL_READ = 8, /* of locals whose address nobody has */
    EFFECT_LOCAL_WRITE = 16,
    EFFECT_UNORDERED = 32, /* operands conflict whose order C leaves open */
    EFFECT_KEPT = 64       /* holds what is kept to the end of the full expression */
};

void effects_compute(struct expr *expr);

/* May evaluating one after the other instead of before it give something else? */
bool effects_conflict(unsigned a, unsigned b);

#endif
