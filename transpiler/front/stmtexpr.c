/* SPDX-License-Identifier: MIT
 *
 * ({ statements }). Its blocks and variables are the function's like any other.
 */
#include "front/build.h"

struct gathered {
    VEC(struct expr *) list;
};

static void gather(struct gathered *gathered, struct expr *expr)
{
    if (expr)
        *vec_push(&gathered->list) = expr;
}

static void gather_from(struct gathered *gathered, const struct stmt *stmt)
{
    if (!stmt)
        return;
    gather_from(gathered, stmt->init);
    gather(gathered, stmt->expr);
    for (size_t i = 0; i < stmt->decls.count; i++)
        gather(gathered, stmt->decls.items[i].init);
    for (size_t i = 0; i < stmt->body.count; i++)
        gather_from(gathered, stmt->body.items[i]);
    gather_from(gathered, stmt->then);
    gather_from(gathered, stmt->other);
    gather(gathered, stmt->step);
}

/* The value is that of the last statement. Empty ones behind it are left out of the tree. */
static void mark_value(struct expr *expr)
{
    struct stmt *block = expr->block;
    if (expr->type->kind == TYPE_VOID)
        return;
    while (block->body.count && block->body.items[block->body.count - 1]->kind == STMT_NULL)
        block->body.count--;
    struct stmt *last = block->body.count ? block->body.items[block->body.count - 1] : NULL;
    while (last && last->kind == STMT_LABEL)
        last = last->then;
    if (!last || last->kind != STMT_EXPR)
        return;
    last->is_value = true;
    struct expr *value = last->expr;
    while (value->kind == EXPR_PAREN)
        value = value->kids[0];
    value->is_discarded = false;
}

struct expr *statement_expression_build(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    struct expr *expr = expr_new(b, EXPR_BLOCK, cursor);
    struct gathered gathered = {0};
    b->statement_expressions++;
    expr->block = stmt_build(b, children.items[0]);
    b->statement_expressions--;
    if (!b->unevaluated)
        *vec_push(&b->func->blocks) = expr->block;
    mark_value(expr);
    gather_from(&gathered, expr->block);
    expr_set_kids(b, expr, gathered.list.items, (unsigned)gathered.list.count);
    vec_free(&gathered.list);
    settle_spelling(b, expr, cursor);
    return expr;
}
