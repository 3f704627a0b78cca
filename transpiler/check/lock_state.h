/* SPDX-License-Identifier: MIT
 *
 * What is known of locks at one place of a function, and which calls and conditions tell of them.
 */
#ifndef AWAITC_CHECK_LOCK_STATE_H
#define AWAITC_CHECK_LOCK_STATE_H

#include "ast/ast.h"

enum { MOST_LOCKS = 16 };

enum lock_held {
    LOCK_FREE,
    LOCK_SOMETIMES, /* held on some of the ways that lead here */
    LOCK_TRIED,     /* held if the variable that keeps what that gave is 0 */
    LOCK_HELD
};

struct lock_state {
    bool is_reached;
    unsigned char held[MOST_LOCKS]; /* enum lock_held */
};

/* Two ways come together. One that is not reached adds nothing. */
void lock_join(struct lock_state *into, const struct lock_state *other);

/* Is it a call that locks, and fails by mistakes alone? */
bool lock_takes(const struct expr *expr);
/* A call that may lock, and gives 0 if it did? */
bool lock_may_take(const struct expr *expr);
/* A call that unlocks? Functions of the program's own count by what their names say. */
bool lock_frees(const struct expr *expr);
/* The same of the function that cleans a variable up, which may unlock. */
bool lock_cleanup_frees(const char *name);

/* The variable that an expression names, or assigns to; else NULL. */
const struct var *lock_var(const struct expr *expr);
/* Gives `a` of `a == 0` or `0 == a`, with `op` for the operator; else NULL. */
const struct expr *lock_compared(const struct expr *expr, const char *op);

#endif
