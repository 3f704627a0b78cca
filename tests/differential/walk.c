/* SPDX-License-Identifier: MIT
 *
 * The walk, by recursion.
 */
#include "walk.h"

#include <string.h>

struct expr *walk_inside(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN && expr->count == 1)
        expr = expr->kids[0];
    return expr;
}

/* Builtins that look at an operand without evaluating it. */
static bool is_looking_only(const struct expr *call)
{
    static const char *const names[] = {"__builtin_constant_p", "__builtin_object_size",
                                        "__builtin_dynamic_object_size", "__builtin_classify_type"};
    const struct function *function = call->kind == EXPR_CALL ? call->function : NULL;
    for (size_t i = 0; function && i < sizeof names / sizeof *names; i++)
        if (strcmp(function->name, names[i]) == 0)
            return true;
    return false;
}

static void walk_expr(struct walk *walk, struct expr *expr, const struct expr *parent)
{
    if (!expr)
        return;
    walk->visit(walk, expr, parent);
    unsigned fixed = expr->kind == EXPR_OPAQUE || is_looking_only(expr) || expr->is_unevaluated;
    walk->fixed += fixed;
    if (expr->kind == EXPR_BLOCK)
        walk_stmt(walk, expr->block);
    for (unsigned i = 0; i < expr->count && expr->kind != EXPR_BLOCK; i++)
        walk_expr(walk, expr->kids[i], expr);
    walk->fixed -= fixed;
}

static void walk_decl(struct walk *walk, const struct decl *decl)
{
    for (size_t i = 0; i < decl->sizes.count; i++)
        walk_expr(walk, decl->sizes.items[i].expr, NULL);
    walk_expr(walk, decl->init, NULL);
}

void walk_stmt(struct walk *walk, const struct stmt *stmt)
{
    if (!stmt)
        return;
    unsigned fixed = stmt->kind == STMT_OPAQUE;
    walk->fixed += fixed;
    walk_stmt(walk, stmt->init);
    walk_expr(walk, stmt->expr, NULL);
    walk->fixed -= fixed;
    for (size_t i = 0; i < stmt->decls.count; i++)
        walk_decl(walk, &stmt->decls.items[i]);
    for (size_t i = 0; i < stmt->body.count; i++)
        walk_stmt(walk, stmt->body.items[i]);
    walk_expr(walk, stmt->step, NULL);
    walk_stmt(walk, stmt->then);
    walk_stmt(walk, stmt->other);
}

void walk_sizes(struct walk *walk, const struct func *func)
{
    for (size_t i = 0; i < func->sizes.count; i++)
        walk_expr(walk, func->sizes.items[i].expr, NULL);
}
