/* SPDX-License-Identifier: MIT
 *
 * The functions that spawn and async_run become.
 */
#ifndef AWAITC_EMIT_TASKS_H
#define AWAITC_EMIT_TASKS_H

#include "emit/text.h"

/* f__spawn, and with is_run f__async_run, ahead of the function `before` that starts f. Once each.
 */
void tasks_write(struct emission *em, struct function *function, const struct func *before,
                 bool is_run);

/* The same for a call through a pointer, in func. */
void tasks_write_pointer(struct emission *em, struct func *func, struct expr *start);

#endif
