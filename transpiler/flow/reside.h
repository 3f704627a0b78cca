/* SPDX-License-Identifier: MIT
 *
 * Which scalars are better off in the frame, though they could be C locals.
 */
#ifndef AWAITC_FLOW_RESIDE_H
#define AWAITC_FLOW_RESIDE_H

#include "ast/ast.h"
#include "flow/bits.h"

/* Adds them to `chosen`. saved: for each await, the variables that are needed while it is
 * suspended. What it takes besides to keep a variable in the frame (text that can be changed where
 * it is named, a declaration that can be taken apart) is seen to. */
void reside_choose(const struct func *func, const struct bits *saved, struct bits chosen);

#endif
