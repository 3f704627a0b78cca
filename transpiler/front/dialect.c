/* SPDX-License-Identifier: MIT
 *
 * What the keywords of <async.h> leave in clang's tree, as expressions of their own.
 *
 *     await x        __extension__ __extension__ __extension__ x, out of the macro _Await
 *     spawn(c), ...  are marked: see keywords.c
 *     gen_next(g)    a call by that name; gen_send(g, v) is async_gen_send(g, (T[1]){v}, type)
 */
#include "front/build.h"

#include <string.h>

/* ---- await ---- */

static bool is_extension(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_UnaryOperator &&
           clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Extension;
}

/* Is the cursor's first token the one that the macro _Await begins with? */
static bool begins_await(struct builder *b, CXCursor cursor)
{
    unsigned count = 0;
    struct macro *macro = macro_named(b, "_Await");
    const struct token *tokens = macro ? macro_tokens(b, macro, &count) : NULL;
    struct token first = first_token(b, cursor);
    return count && first.text && clang_equalLocations(first.place, tokens[0].place);
}

/* `__extension__ await x;`: the statement's one operator has the place of the word, not of the
 * await. */
static bool is_extended_await(struct builder *b, CXCursor cursor)
{
    struct span span = span_of(b, cursor);
    if (!span.source || !scan_is(span.source, span.begin, "__extension__"))
        return false;
    unsigned end = scan_token_end(span.source, span.begin, span.end);
    unsigned next = source_skip_space(span.source, end, span.end);
    const struct macro_use *use = macro_use_at(b, span.source, next);
    return use && macro_leads_to(b, use, "_Await") &&
           !is_extension(children_of(b, cursor).items[0]);
}

bool is_await(struct builder *b, CXCursor cursor)
{
    return is_extension(cursor) && (begins_await(b, cursor) || is_extended_await(b, cursor));
}

/* At the start of a statement clang makes one operator of all three. */
static CXCursor awaited(struct builder *b, CXCursor cursor)
{
    CXCursor operand = children_of(b, cursor).items[0];
    for (int i = 0; i < 2 && is_extension(operand) && !begins_await(b, operand); i++)
        operand = children_of(b, operand).items[0];
    return operand;
}

static struct expr *new_await(struct builder *b, struct expr *operand)
{
    struct expr *await = arena_new(b->arena, struct expr);
    await->kind = EXPR_AWAIT;
    await->span = operand->span;
    await->is_spelled = operand->is_spelled;
    await->type = operand->type;
    await->index = (unsigned)b->func->awaits.count;
    struct scope *scope = b->unevaluated ? NULL : b->scope;
    for (; scope && !scope->has_await; scope = scope->parent)
        scope->has_await = true;
    expr_set_kids(b, await, &operand, 1);
    *vec_push(&b->func->awaits) = await;
    return await;
}

static struct expr *move_in(struct builder *b, struct expr *operand);

/* The value of a statement expression is what is awaited. */
static void move_into_block(struct builder *b, struct expr *operand, struct stmt *value)
{
    struct expr *call = value->expr;
    value->expr = move_in(b, call);
    operand->type = value->expr->type;
    for (unsigned i = 0; i < operand->count; i++)
        if (operand->kids[i] == call)
            operand->kids[i] = value->expr;
}

/* Moves an await in to the calls: through parentheses, to a comma's last operand and to the
 * branches of a conditional. */
/* Is it a handle in brackets, out of a macro's body, so that only the whole of it can be copied? */
static bool is_handle_in_macro(const struct expr *paren)
{
    return paren->kind == EXPR_PAREN && paren->is_spelled && paren->count &&
           !paren->kids[0]->is_spelled && paren->kids[0]->kind == EXPR_CAST;
}

static struct expr *move_in(struct builder *b, struct expr *operand)
{
    struct stmt *value = operand->kind == EXPR_BLOCK ? stmt_block_end(operand->block) : NULL;
    if (value) {
        move_into_block(b, operand, value);
        return operand;
    }
    bool is_choice = operand->kind == EXPR_CONDITIONAL && operand->count == 3;
    bool is_way = operand->kind == EXPR_PAREN || operand->kind == EXPR_COMMA;
    if (!operand->count || (!is_choice && !is_way) || is_handle_in_macro(operand))
        return new_await(b, operand);
    for (unsigned i = is_choice ? 1 : operand->count - 1; i < operand->count; i++) {
        operand->kids[i] = move_in(b, operand->kids[i]);
        operand->type = operand->kids[i]->type;
    }
    return operand;
}

struct expr *await_build(struct builder *b, CXCursor cursor)
{
    if (!is_await(b, cursor))
        return NULL;
    CXCursor operand = awaited(b, cursor);
    struct expr *inner = expr_build(b, operand);
    struct expr *whole = expr_new(b, EXPR_AWAIT, cursor);
    expr_set_kids(b, whole, &inner, 1);
    settle_spelling(b, whole, cursor);
    struct expr *moved = move_in(b, inner);
    moved->span = whole->span;
    moved->is_spelled = whole->is_spelled;
    return moved;
}

/* ---- spawn, async_run, detach ---- */

static struct expr *new_start(struct builder *b, enum expr_kind kind, CXCursor cursor,
                              CXCursor call)
{
    struct expr *expr = expr_new(b, kind, cursor);
    expr_build_kids(b, expr, &call, 1);
    while (expr->kids[0]->kind == EXPR_PAREN)
        expr->kids[0] = expr->kids[0]->kids[0];
    settle_spelling(b, expr, cursor);
    *vec_push(&b->func->starts) = expr;
    return expr;
}

static struct expr *new_detach(struct builder *b, CXCursor cursor, CXCursor task)
{
    struct expr *expr = expr_new(b, EXPR_DETACH, cursor);
    expr_build_kids(b, expr, &task, 1);
    settle_spelling(b, expr, cursor);
    const struct expr *inner = expr->kids[0];
    while (inner->kind == EXPR_PAREN)
        inner = inner->kids[0];
    if (inner->kind == EXPR_SPAWN) {
        expr->kids[0] = (struct expr *)inner;
        expr->kids[0]->is_discarded = expr->kids[0]->is_detached = true;
    }
    b->func->uses_errors = true;
    return expr;
}

/* ---- in generators and catch blocks ---- */

static struct expr *new_yield_from(struct builder *b, CXCursor cursor,
                                   const struct keyword_mark *mark)
{
    struct expr *expr = expr_new(b, EXPR_YIELD_FROM, cursor);
    CXCursor inner = without_casts(b, marked_argument(b, mark->items[0]));
    expr_build_kids(b, expr, &inner, 1);
    names_note_all(b, mark->items[1]);
    settle_spelling(b, expr, cursor);
    if (b->func->is_generator)
        refuse_yield_from(b, expr, inner);
    expr->index = (unsigned)b->func->delegations.count;
    for (struct scope *scope = b->scope; scope && !b->unevaluated; scope = scope->parent)
        scope->has_await = true;
    *vec_push(&b->func->delegations) = expr;
    return expr;
}

/* received(T), was_sent(), async_caught(): nothing but a type and names in it. */
static struct expr *new_marked_value(struct builder *b, enum expr_kind kind, CXCursor cursor,
                                     CXCursor type)
{
    struct expr *expr = expr_new(b, kind, cursor);
    names_note_all(b, type);
    settle_spelling(b, expr, cursor);
    if (kind == EXPR_CAUGHT && b->jumps.catching)
        expr->var = b->jumps.catching->caught;
    return expr;
}

/* Parentheses right within others hold what those hold: they need not be looked into again. */
static void note_inner_parens(struct builder *b, CXCursor paren)
{
    struct cursors children = children_of(b, paren);
    while (children.count) {
        CXCursor inner = without_casts(b, children.items[0]);
        if (clang_getCursorKind(inner) != CXCursor_ParenExpr)
            break;
        *map_at(&b->inner_parens, inner.data[1]) = b;
        children = children_of(b, inner);
    }
}

struct expr *marked_build(struct builder *b, CXCursor cursor)
{
    if (map_get(&b->inner_parens, cursor.data[1]))
        return NULL;
    struct keyword_mark mark = mark_of(b, cursor);
    if (!mark.name || !mark.count) {
        note_inner_parens(b, cursor);
        return NULL;
    }
    if (strcmp(mark.name, "run") == 0)
        return new_start(b, EXPR_RUN, cursor, marked_argument(b, mark.items[0]));
    if (strcmp(mark.name, "spawn") == 0)
        return new_start(b, EXPR_SPAWN, cursor, marked_argument(b, mark.items[0]));
    if (strcmp(mark.name, "detach") == 0)
        return new_detach(b, cursor, marked_argument(b, mark.items[0]));
    if (strcmp(mark.name, "yield_from") == 0 && mark.count > 1)
        return new_yield_from(b, cursor, &mark);
    if (strcmp(mark.name, "received") == 0)
        return new_marked_value(b, EXPR_RECEIVED, cursor, mark.items[0]);
    if (strcmp(mark.name, "was_sent") == 0)
        return new_marked_value(b, EXPR_WAS_SENT, cursor, mark.items[0]);
    if (strcmp(mark.name, "caught") == 0)
        return new_marked_value(b, EXPR_CAUGHT, cursor, mark.items[0]);
    return NULL;
}

/* ---- gen_next and the like ---- */

/* What is sent, in `&(T[1]){value}`. */
static CXCursor sent_value(struct builder *b, CXCursor literal)
{
    CXCursor cursor = without_parens(b, literal);
    struct cursors children = children_of(b, cursor);
    CXCursor list = children.count ? children.items[children.count - 1] : cursor;
    children = children_of(b, list);
    return clang_getCursorKind(list) == CXCursor_InitListExpr && children.count ? children.items[0]
                                                                                : literal;
}

struct expr *gen_call_build(struct builder *b, CXCursor cursor, struct cursors children)
{
    CXCursor callee = without_casts(b, children.items[0]);
    if (clang_getCursorKind(callee) != CXCursor_DeclRefExpr || children.count != 4)
        return NULL;
    if (strcmp(own_string(b, clang_getCursorSpelling(callee)), "async_gen_send") != 0)
        return NULL;
    struct expr *expr = expr_new(b, EXPR_GEN, cursor);
    CXCursor kids[] = {marked_argument(b, without_casts(b, children.items[1])),
                       sent_value(b, children.items[2])};
    expr->op = "send";
    expr_build_kids(b, expr, kids, 2);
    settle_spelling(b, expr, cursor);
    b->func->uses_errors = true;
    return expr;
}

void gen_call_settle(struct builder *b, struct expr *call)
{
    static const char *const names[] = {"gen_next", "gen_throw", "gen_close", NULL};
    const struct named *named = call->kids[0]->named;
    const char *const *name = names;
    while (named && *name && strcmp(*name, named->name) != 0)
        name++;
    if (!named || !*name || !named->is_system)
        return;
    call->kind = EXPR_GEN;
    call->op = *name + strlen("gen_");
    call->kids++;
    call->count--;
    b->func->uses_errors = true;
}
