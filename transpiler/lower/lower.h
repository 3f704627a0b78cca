/* SPDX-License-Identifier: MIT
 *
 * From trees to machines: how each await is made, what the frames hold, which names are used.
 *
 * Requires: a checked unit without errors. Leaves: func.machine of every async function,
 * var.member, temp.member. Callees are lowered before their callers, because a caller's frame holds
 * theirs.
 */
#ifndef AWAITC_LOWER_H
#define AWAITC_LOWER_H

#include "ast/ast.h"
#include "base/diag.h"
#include "lower/machine.h"

void lower_unit(struct unit *unit, struct diag *diag);

/* Can the frame of definition be declared before the given place in the main file? */
bool lower_frame_fits(const struct func *definition, const struct func *before);

#endif
