/* SPDX-License-Identifier: MIT
 *
 * The body of a run function: the user's statements, with the steps of those that changed.
 */
#ifndef AWAITC_EMIT_BODY_H
#define AWAITC_EMIT_BODY_H

#include "emit/render.h"

/* The body from brace to brace; before the closing one the function ends as falling off its end
 * does. The opening brace and what the run function begins with are the caller's. */
void body_emit(struct emitter *e);

/* ret's value is there: end what the call owns, and return. */
void body_emit_done(struct emitter *e);

#endif
