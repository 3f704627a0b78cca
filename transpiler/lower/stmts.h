/* SPDX-License-Identifier: MIT
 *
 * Which statements of a body change, and the steps of those that do.
 *
 * Requires: liveness; the machine's awaits. Leaves: stmt.is_changed, stmt.lowered, machine.temps.
 */
#ifndef AWAITC_LOWER_STMTS_H
#define AWAITC_LOWER_STMTS_H

#include "lower/order.h"

void lower_stmts(struct lowering *lowering, struct stmt *body);

#endif
