/* SPDX-License-Identifier: MIT
 *
 * Generators: how they are made, how they yield, and loops over them.
 */
#ifndef AWAITC_EMIT_GENERATORS_H
#define AWAITC_EMIT_GENERATORS_H

#include "emit/render.h"
#include "emit/text.h"
#include "flow/exits.h"

void generators_yield(struct emitter *e, struct stmt *stmt);
void generators_return(struct emitter *e, struct stmt *stmt);
void generators_each(struct emitter *e, struct stmt *stmt);
/* The end of a loop over an async generator. */
void generators_close(struct emitter *e, struct exit *exit);
void generators_delegate(struct emitter *e, struct step *step);
void generators_call(struct emitter *e, struct step *step);

/* Behind the frame: the struct of a generator (its core, value and frame), and prototypes of what
 * is done with one by those who know it. */
void generators_declare(struct emission *em, const struct machine *m);
/* Ahead of the body. */
void generators_write_prototype(struct emission *em, const struct func *func);
/* Behind the body: what resumes it, and the functions that make one. */
void generators_write(struct emission *em, const struct machine *m);

#endif
