/* SPDX-License-Identifier: MIT
 *
 * The parts of statements and expressions.
 */
#include "check/walk.h"

static void hand_expr(const struct walker *walker, const struct expr *expr)
{
    if (expr && !expr->is_unevaluated)
        walker->expr(walker->data, expr);
}

static void hand_stmt(const struct walker *walker, const struct stmt *stmt)
{
    if (stmt)
        walker->stmt(walker->data, stmt);
}

void walk_parts(const struct walker *walker, const struct stmt *stmt)
{
    hand_stmt(walker, stmt->init);
    if (stmt->kind != STMT_DO)
        hand_expr(walker, stmt->expr);
    for (size_t i = 0; i < stmt->decls.count; i++)
        hand_expr(walker, stmt->decls.items[i].init);
    for (size_t i = 0; i < stmt->body.count; i++)
        hand_stmt(walker, stmt->body.items[i]);
    hand_stmt(walker, stmt->then);
    hand_stmt(walker, stmt->other);
    hand_expr(walker, stmt->step);
    if (stmt->kind == STMT_DO)
        hand_expr(walker, stmt->expr);
}

void walk_operands(const struct walker *walker, const struct expr *expr)
{
    if (expr->kind == EXPR_BLOCK) {
        hand_stmt(walker, expr->block);
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        hand_expr(walker, expr->kids[i]);
}

const struct expr *walk_without_parens(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN && expr->count == 1)
        expr = expr->kids[0];
    return expr;
}

const struct named *walk_callee(const struct expr *expr)
{
    if (expr->kind != EXPR_CALL || !expr->count)
        return NULL;
    const struct expr *callee = expr->kids[0];
    while (callee->count == 1 && (callee->kind == EXPR_PAREN || callee->kind == EXPR_CAST ||
                                  callee->kind == EXPR_DEREF || callee->kind == EXPR_ADDRESS))
        callee = callee->kids[0];
    return callee->kind == EXPR_CONSTANT ? callee->named : NULL;
}

const char *walk_system_callee(const struct expr *expr)
{
    const struct named *callee = walk_callee(expr);
    return callee && callee->is_system ? callee->name : NULL;
}
