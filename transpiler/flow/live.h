/* SPDX-License-Identifier: MIT
 *
 * Liveness: what of a function's variables has to survive each of its awaits.
 *
 * Requires: a cfg; var.is_hidden. Leaves: var.is_addressed, var.is_resident; and for each await the
 * variables that are needed while it is suspended; and which variables' storage overlaps in time.
 *
 * A variable is needed at a point if it is in scope there and either may have been written and may
 * be read later, or its address may have been taken since its declaration ("borrowed": then it is
 * needed until its scope ends). One that is needed at an await is kept: a scalar that certainly has
 * a value at each of them stays a C local, saved when the call suspends and loaded when it resumes;
 * any other (arrays, aggregates, what is addressed, const or volatile, or may be unset) is
 * resident: it lives in the frame from its declaration on. So are scalars that reside.c chooses.
 */
#ifndef AWAITC_FLOW_LIVE_H
#define AWAITC_FLOW_LIVE_H

#include "flow/bits.h"
#include "flow/cfg.h"

struct live {
    struct bits *saved;   /* [await]: the variables that are needed while it is suspended */
    struct bits *overlap; /* [var]: the variables whose storage must be apart from this resident
                             one's: both are resident and needed at a common point. Symmetric. */
};

/* keep_borrowed: tasks that this function spawned may hold addresses of its locals, which then stay
 * needed until the function ends, whatever their scope. */
struct live *live_compute(struct arena *arena, struct func *func, const struct cfg *cfg,
                          bool keep_borrowed);

void live_dump(const struct func *func, const struct live *live, FILE *out);

#endif
