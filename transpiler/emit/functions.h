/* SPDX-License-Identifier: MIT
 *
 * What one async function becomes: its frame, its run function, and the small functions around it.
 */
#ifndef AWAITC_EMIT_FUNCTIONS_H
#define AWAITC_EMIT_FUNCTIONS_H

#include "emit/text.h"

/* Everything that has to stand before the function: frames of callees, thunks of what it starts. */
void functions_prepare(struct emission *em, struct func *func);

/* The async function itself, in place of its definition. has_symbol: something may call it, or take
 * its address, by its name. */
void functions_define(struct emission *em, struct func *func, bool has_symbol);

/* The frame and prototypes of the functions, ahead of their place, once. */
void functions_declare(struct emission *em, struct func *func);

/* The prototype of f__call, once. */
void functions_declare_call(struct emission *em, const struct function *function);

#endif
