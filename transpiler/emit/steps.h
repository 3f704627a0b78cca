/* SPDX-License-Identifier: MIT
 *
 * The steps of a changed statement as text, and the layout of what is generated within a body.
 */
#ifndef AWAITC_EMIT_STEPS_H
#define AWAITC_EMIT_STEPS_H

#include "emit/render.h"

void steps_emit(struct emitter *e, struct steps *steps);

/* The steps of part i of a changed statement, and a break behind them if there are any. */
void steps_part(struct emitter *e, struct stmt *stmt, size_t i);

/* What follows a call that may be suspended there: is it, and was an error thrown? */
void steps_suspend(struct emitter *e, struct await *await);

/* What follows a call that may be suspended there, or throw; resumed: a statement for the case that
 * it was suspended, or NULL. */
void steps_test(struct emitter *e, struct await *await, const char *resumed);

/* Stores, or loads again, what is saved while it is suspended: each on a line of its own, that
 * begins with a break. */
void steps_save(struct emitter *e, const struct await *await, bool is_store);

/* The end of a generated line; braces, which indent what is between them. */
void steps_break(struct emitter *e);
void steps_open_brace(struct emitter *e);
void steps_close_brace(struct emitter *e);

#endif
