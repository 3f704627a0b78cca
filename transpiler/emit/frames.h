/* SPDX-License-Identifier: MIT
 *
 * The frame of a machine as a C struct.
 */
#ifndef AWAITC_EMIT_FRAMES_H
#define AWAITC_EMIT_FRAMES_H

#include "emit/text.h"
#include "lower/machine.h"

void frames_write(struct emission *em, const struct machine *m);

/* The enumerators of the places that it may be suspended at. */
void frames_write_states(struct emission *em, const struct machine *m);

#endif
