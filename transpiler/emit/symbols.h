/* SPDX-License-Identifier: MIT
 *
 * How an async function is called from other files, through pointers and by itself.
 */
#ifndef AWAITC_EMIT_SYMBOLS_H
#define AWAITC_EMIT_SYMBOLS_H

#include "emit/text.h"
#include "lower/machine.h"

/* The declaration of f__call, with the names of a machine or (NULL) without any. */
void symbols_write_call_head(struct emission *em, const struct function *function,
                             const struct machine *names);
void symbols_write_call(struct emission *em, const struct machine *m);

/* What stands ahead of the body in the user's definition. */
void symbols_write_head(struct emission *em, const struct func *func);

/* The same, and the brace; symbols_argument is the value of a parameter in what follows. */
void symbols_begin(struct emission *em, const struct machine *m);
const char *symbols_argument(const struct machine *m, unsigned i);

/* The symbol itself; that of main runs the loop. */
void symbols_write(struct emission *em, const struct machine *m);
void symbols_write_main(struct emission *em, const struct machine *m);

#endif
