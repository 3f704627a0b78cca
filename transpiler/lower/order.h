/* SPDX-License-Identifier: MIT
 *
 * Taking the awaits out of expressions.
 *
 * Requires: a checked tree, liveness. Leaves: steps that run before what is left of the expression
 * (expr.temp, expr.instead), and for each await the temps that are saved with it.
 *
 * The order of evaluation is the language's: everything up to the last await of a full expression
 * is evaluated strictly left to right, what is to the right of it in C's order. So an operand to
 * the left of an await, or of what conflicts with it, is computed into a temp, unless nothing can
 * change it.
 */
#ifndef AWAITC_LOWER_ORDER_H
#define AWAITC_LOWER_ORDER_H

#include "base/diag.h"
#include "flow/live.h"
#include "lower/machine.h"

struct lowering {
    struct unit *unit;
    struct diag *diag;
    struct func *func;
    struct machine *machine;
    const struct live *live;
};

/* Lowers one full expression. What remains of it is to be evaluated after `steps`. is_discarded:
 * its value is not used. */
void order_full_expr(struct lowering *lowering, struct expr *expr, struct steps *steps,
                     bool is_discarded);

/* Is nothing left to be evaluated? (A statement `await f();` after its steps.) */
bool order_is_done(const struct expr *expr);

/* The temp that is the value of an expression of which nothing else is left; NULL: none. */
const struct temp *order_value(const struct expr *expr);

/* Does it stand for an expression whose value there is none of, or nobody wants? */
bool order_is_nothing(const struct temp *temp);

#endif
