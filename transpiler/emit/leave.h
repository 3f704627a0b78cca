/* SPDX-License-Identifier: MIT
 *
 * Ways out of blocks: what is done on them, and where they lead.
 */
#ifndef AWAITC_EMIT_LEAVE_H
#define AWAITC_EMIT_LEAVE_H

#include "emit/render.h"
#include "flow/exits.h"

/* Leaves by a jump, from where `active` is what has to be done: goes to the next heavy section, or
 * does it and jumps. */
void leave_by(struct emitter *e, struct exit *active, struct stmt *jump);

/* An error is in flight: goes to where it is caught, or what it has to run. */
void leave_thrown(struct emitter *e, struct exit *active);

/* What stands at the end of a statement that has a section. */
void leave_section(struct emitter *e, struct stmt *stmt);

/* Does nobody come to the end of the statement, as its last one shows? What stands behind it and is
 * jumped to needs no `if (0)` then: compilers see that nothing falls through. */
bool leave_ends_in_jump(const struct stmt *stmt);

/* Behind the last of what a way out has to do: a request to cancel that was put off until now is
 * thrown at the next suspension. */
void leave_way_ends(struct emitter *e);

/* Returns; the value is there. */
void leave_return(struct emitter *e);

#endif
