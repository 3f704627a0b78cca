/* SPDX-License-Identifier: MIT
 *
 * What the keywords of <async.h> leave in clang's tree, as expressions of their own.
 *
 *     await x        __extension__ __extension__ __extension__ x, out of the macro _Await
 *     spawn(c)       ((handle type)(((void)..., (void)async_marker_spawn, (c),
 * async_marker_handle()))) async_run(c)   ((void)..., (void)async_marker_run, (c))
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
    for (struct scope *scope = b->scope; scope && !b->unevaluated; scope = scope->parent)
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
static struct expr *move_in(struct builder *b, struct expr *operand)
{
    struct stmt *value = operand->kind == EXPR_BLOCK ? stmt_block_value(operand->block) : NULL;
    if (value) {
        move_into_block(b, operand, value);
        return operand;
    }
    bool is_choice = operand->kind == EXPR_CONDITIONAL && operand->count == 3;
    bool is_way = operand->kind == EXPR_PAREN || operand->kind == EXPR_COMMA;
    if (!operand->count || (!is_choice && !is_way))
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

/* ---- spawn, async_run ---- */

static CXCursor last_child(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    return children.count ? children.items[children.count - 1] : clang_getNullCursor();
}

static CXCursor without_parens(struct builder *b, CXCursor cursor)
{
    cursor = without_casts(b, cursor);
    while (clang_getCursorKind(cursor) == CXCursor_ParenExpr)
        cursor = without_casts(b, last_child(b, cursor));
    return cursor;
}

static bool is_comma(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_BinaryOperator &&
           clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma;
}

/* `(void)marker` */
static bool mentions(struct builder *b, CXCursor cursor, const char *marker)
{
    if (clang_getCursorKind(cursor) != CXCursor_CStyleCastExpr)
        return false;
    CXCursor name = without_casts(b, last_child(b, cursor));
    CXString text = clang_getCursorSpelling(name);
    bool found = clang_getCursorKind(name) == CXCursor_DeclRefExpr &&
                 strcmp(clang_getCString(text), marker) == 0;
    clang_disposeString(text);
    return found;
}

/* The call in `..., (void)marker, (call)`; null when the cursor is something else. */
static CXCursor marked_call(struct builder *b, CXCursor cursor, const char *marker)
{
    if (!is_comma(cursor))
        return clang_getNullCursor();
    struct cursors sides = children_of(b, cursor);
    CXCursor before = sides.count == 2 ? without_casts(b, sides.items[0]) : cursor;
    if (sides.count != 2 || !is_comma(before) || !mentions(b, last_child(b, before), marker))
        return clang_getNullCursor();
    CXCursor call = without_casts(b, sides.items[1]);
    return clang_getCursorKind(call) == CXCursor_ParenExpr ? last_child(b, call) : call;
}

static struct expr *new_start(struct builder *b, enum expr_kind kind, CXCursor cursor,
                              CXCursor call)
{
    struct expr *expr = expr_new(b, kind, cursor);
    expr_build_kids(b, expr, &call, 1);
    settle_spelling(b, expr, cursor);
    *vec_push(&b->func->starts) = expr;
    return expr;
}

struct expr *start_build(struct builder *b, CXCursor cursor)
{
    CXCursor inner = without_parens(b, cursor);
    CXCursor call = marked_call(b, inner, "async_marker_run");
    if (!clang_Cursor_isNull(call))
        return new_start(b, EXPR_RUN, cursor, call);
    if (clang_getCursorKind(inner) != CXCursor_CStyleCastExpr)
        return NULL;
    CXCursor list = without_parens(b, last_child(b, inner));
    CXCursor first = is_comma(list) ? without_casts(b, children_of(b, list).items[0]) : list;
    call = marked_call(b, first, "async_marker_spawn");
    return clang_Cursor_isNull(call) ? NULL : new_start(b, EXPR_SPAWN, cursor, call);
}
