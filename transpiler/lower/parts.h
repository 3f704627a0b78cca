/* SPDX-License-Identifier: MIT
 *
 * The parts of a machine's frame, and its layout.
 *
 * Requires: the function's awaits, temps and what they save. Leaves: machine.parts, machine.layout,
 * and the member's name of each part.
 */
#ifndef AWAITC_LOWER_PARTS_H
#define AWAITC_LOWER_PARTS_H

#include "lower/order.h"

void parts_lay_out(struct lowering *lowering);

#endif
