/* SPDX-License-Identifier: MIT
 *
 * throw, try and catch, async_timeout, and the statements of defers.
 */
#ifndef AWAITC_EMIT_ERRORS_H
#define AWAITC_EMIT_ERRORS_H

#include "emit/render.h"
#include "flow/exits.h"

void errors_throw(struct emitter *e, struct stmt *stmt);
void errors_try(struct emitter *e, struct stmt *stmt);
void errors_timeout(struct emitter *e, struct stmt *stmt);

/* The statement of a defer, in its section. */
void errors_defer(struct emitter *e, struct exit *exit);

/* The block behind the test whether there was memory for a task: throws. */
void errors_not_spawned(struct emitter *e, const struct expr *spawn);

/* The site of what stands there. */
const char *errors_site(struct emitter *e, struct span span);

#endif
