/* SPDX-License-Identifier: MIT
 *
 * What one async function becomes: its frame, its run function, and the small functions around it.
 */
#ifndef AWAITC_EMIT_FUNCTIONS_H
#define AWAITC_EMIT_FUNCTIONS_H

#include "emit/render.h"

/* State of a whole unit's emission. */
struct emission {
    struct unit *unit;
    struct diag *diag;
    struct out *out;
    struct name_set written; /* functions that need to be written once */
};

/* Everything that has to stand before the function: frames of callees, thunks of what it starts. */
void functions_prepare(struct emission *em, struct func *func);

/* The async function itself, in place of its definition. has_symbol: something may call it, or take
 * its address, by its name. */
void functions_define(struct emission *em, struct func *func, bool has_symbol);

/* The text of [begin, end) of a source without the async in it. */
void functions_copy_without_keywords(struct emission *em, struct source *source, unsigned begin,
                                     unsigned end);

#endif
