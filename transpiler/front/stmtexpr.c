/* SPDX-License-Identifier: MIT
 *
 * ({ statements }): opaque, with all the expressions in it as operands. Its blocks and variables
 * are the function's like any other.
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

struct expr *statement_expression_build(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    struct expr *expr = expr_new(b, EXPR_OPAQUE, cursor);
    struct gathered gathered = {0};
    b->statement_expressions++;
    for (unsigned i = 0; i < children.count; i++)
        gather_from(&gathered, stmt_build(b, children.items[i]));
    b->statement_expressions--;
    expr_set_kids(b, expr, gathered.list.items, (unsigned)gathered.list.count);
    vec_free(&gathered.list);
    settle_spelling(b, expr, cursor);
    return expr;
}
