/* SPDX-License-Identifier: MIT
 *
 * The run function of an async function, and calls of it.
 */
#ifndef AWAITC_EMIT_RUN_H
#define AWAITC_EMIT_RUN_H

#include "emit/text.h"
#include "lower/machine.h"

/* The attributes of the user's that its code gets. */
void run_write_attributes(struct emission *em, const struct function *function);

/* Its declaration, without what follows the parameters. */
void run_write_head(struct emission *em, const struct machine *m);
/* The sites of an async function, for tracebacks: one for each line where it may throw or wait. And
 * those where its frame stands, by its states. */
void run_write_sites(struct emission *em, const struct machine *m);

/* Makes known by those places where a frame stands that goes on with f__which. */
void run_write_places(struct emission *em, const struct machine *m, const char *which);

/* The sites of what a function spawns, ahead of it. */
void run_write_starts(struct emission *em, const struct func *func);

void run_write(struct emission *em, struct func *func);

/* f__resume, for a caller that holds the frame. */
void run_write_resume(struct emission *em, const struct machine *m);

/* Ends of argument lists: stand-ins for the user's arguments in a call that resumes, and where the
 * value goes (nothing, if there is none). */
void run_write_no_arguments(struct emission *em, const struct function *function);
void run_write_ret_argument(struct emission *em, const struct function *function, const char *ret);

/* Does the run function take the parameter by address? */
bool run_takes_address(const struct var *param);

#endif
