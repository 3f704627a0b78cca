/* SPDX-License-Identifier: MIT
 *
 * What every walk over a function's statements needs: the parts of one, in the order of the source.
 */
#ifndef AWAITC_CHECK_WALK_H
#define AWAITC_CHECK_WALK_H

#include "ast/ast.h"

struct walker {
    void (*stmt)(void *data, const struct stmt *stmt);
    void (*expr)(void *data, const struct expr *expr);
    void *data;
};

/* Hands each statement and each full expression that is a part of the statement to the walker,
 * those in them not. */
void walk_parts(const struct walker *walker, const struct stmt *stmt);

/* Hands it each operand; of an EXPR_BLOCK its block instead. */
void walk_operands(const struct walker *walker, const struct expr *expr);

/* Without parentheses around it. */
const struct expr *walk_without_parens(const struct expr *expr);

/* The ordinary function that a call names, in parentheses or as `(*f)` too; NULL: none. */
const struct named *walk_callee(const struct expr *expr);

/* The name of that, of one that a system header declares; else NULL. */
const char *walk_system_callee(const struct expr *expr);

#endif
