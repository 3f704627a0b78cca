/* SPDX-License-Identifier: MIT
 *
 * Which temps of a full expression live across which of its awaits.
 *
 * Requires: the lowered expression and its steps. Leaves: await.temps.
 */
#ifndef AWAITC_LOWER_TEMPS_H
#define AWAITC_LOWER_TEMPS_H

#include "lower/order.h"

/* first: of the temps that belong to the expression. */
void temps_find_saved(struct lowering *lowering, unsigned first, struct expr *expr,
                      struct steps *steps);

#endif
