/* SPDX-License-Identifier: MIT
 *
 * What has to be done when blocks are left: the functions of __attribute__((cleanup)) are called,
 * the memory of arrays of variable size is given back. In whatever way a block is left, its list is
 * gone through from the last declaration back.
 *
 * Requires: var.is_apart. Leaves: stmt.active and stmt.until of blocks, `for`s and jumps.
 */
#ifndef AWAITC_LOWER_EXITS_H
#define AWAITC_LOWER_EXITS_H

#include "ast/ast.h"

/* One variable that is to be ended, and those declared before it. */
struct exit {
    struct var *var;
    struct exit *outer;
};

void exits_find(struct arena *arena, struct func *func);

/* Does leaving by this jump, or at the end of this block, end anything? */
bool exits_any(const struct stmt *stmt);

#endif
