/* SPDX-License-Identifier: MIT
 *
 * A statement is changed when a full expression of it holds an await, when it declares or
 * initialises what lives in the frame, when it returns, or when something inside it is changed. All
 * others are copied as they stand.
 *
 * Loops stay loops. One with an await in its condition becomes `for (;;) { steps; if (!(cond))
 * break; body }`; only where `continue` has to reach steps at the end of the body does it turn into
 * a goto.
 */
#include "lower/stmts.h"

#include "ast/rules.h"
#include "flow/exits.h"
#include "lower/effects.h"

static bool lower_stmt(struct lowering *l, struct stmt *stmt);

static void make_parts(struct lowering *l, struct stmt *stmt, size_t count)
{
    stmt->lowered = arena_new(l->unit->arena, struct lowered);
    stmt->lowered->parts = arena_array(l->unit->arena, struct steps, count);
}

/* Does rendering the expression differ from copying it, the names in it apart? */
static bool has_change(const struct expr *expr)
{
    if (expr->kind == EXPR_AWAIT || expr->kind == EXPR_SPAWN || expr->kind == EXPR_RUN ||
        expr->kind == EXPR_DETACH || expr->kind == EXPR_CAUGHT || expr->kind == EXPR_GEN ||
        expr->kind == EXPR_RECEIVED || expr->kind == EXPR_WAS_SENT || expr->kind == EXPR_YIELD_FROM)
        return true;
    if ((expr->kind == EXPR_LITERAL && expr->var->is_resident) || expr->room || expr->is_read)
        return true;
    if (expr->kind == EXPR_BLOCK)
        return expr->block->is_changed;
    for (unsigned i = 0; i < expr->count; i++)
        if (has_change(expr->kids[i]))
            return true;
    return false;
}

/* `*f` and `f->member` of a future, unless it was awaited there. */
static void mark_reads(struct expr *expr)
{
    bool is_way = expr->kind == EXPR_DEREF || (expr->kind == EXPR_MEMBER && expr->is_arrow);
    if (is_way && expr->kids[0]->type->is_handle && !expr->is_unevaluated) {
        const struct expr *operand = expr->kids[0];
        while (operand->kind == EXPR_PAREN)
            operand = operand->kids[0];
        expr->kids[0]->is_read = operand->kind != EXPR_AWAIT;
    }
    for (unsigned i = 0; i < expr->count; i++)
        mark_reads(expr->kids[i]);
}

static void lower_inner(struct lowering *l, struct expr *expr)
{
    if (expr->kind == EXPR_BLOCK) {
        lower_stmt(l, expr->block);
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        lower_inner(l, expr->kids[i]);
}

/* Lowers part i of a changed statement; true if there was something to do. */
static bool lower_part(struct lowering *l, struct stmt *stmt, size_t i, struct expr *expr,
                       bool is_discarded)
{
    if (!expr)
        return false;
    if (l->unit->checks_values)
        mark_reads(expr);
    lower_inner(l, expr);
    if (!has_change(expr))
        return false;
    order_full_expr(l, expr, &stmt->lowered->parts[i], is_discarded);
    return true;
}

static size_t count_sizes(const struct stmt *stmt)
{
    size_t count = 0;
    for (size_t i = 0; i < stmt->decls.count; i++)
        count += stmt->decls.items[i].sizes.count;
    return count;
}

/* A typedef may be used by nothing but declarations that give way to the frame. */
static bool loses_uses(const struct lowering *l, const struct stmt *stmt)
{
    if (!stmt->is_spelled || !stmt_is_typedef(stmt) || stmt->span.source != l->func->span.source)
        return false;
    for (size_t i = 0; i < l->func->vars.count; i++)
        if (l->func->vars.items[i]->is_resident)
            return true;
    return false;
}

static bool lower_decl(struct lowering *l, struct stmt *stmt)
{
    bool changed = loses_uses(l, stmt);
    size_t next = stmt->decls.count;
    make_parts(l, stmt, stmt->decls.count + count_sizes(stmt));
    for (size_t i = 0; i < stmt->decls.count; i++) {
        struct decl *decl = &stmt->decls.items[i];
        for (size_t k = 0; k < decl->sizes.count; k++)
            changed |= lower_part(l, stmt, next++, decl->sizes.items[k].expr, false);
        if (decl->init && lower_part(l, stmt, i, decl->init, false))
            changed = true;
        if (decl->var && decl->var->is_resident)
            changed = true;
    }
    return changed;
}

static bool lower_block(struct lowering *l, struct stmt *stmt)
{
    bool changed = exits_any(stmt);
    for (size_t i = 0; i < stmt->body.count; i++)
        changed |= lower_stmt(l, stmt->body.items[i]);
    return changed;
}

static bool has_await(const struct expr *expr)
{
    return expr && (expr->effects & (EFFECT_AWAIT | EFFECT_KEPT));
}

static bool lower_for(struct lowering *l, struct stmt *stmt)
{
    bool changed = stmt->init && lower_stmt(l, stmt->init);
    changed |= exits_any(stmt);
    changed |= lower_part(l, stmt, 0, stmt->expr, false);
    changed |= lower_part(l, stmt, 1, stmt->step, true);
    return lower_stmt(l, stmt->then) || changed;
}

static bool lower_if(struct lowering *l, struct stmt *stmt)
{
    bool changed = lower_part(l, stmt, 0, stmt->expr, false);
    changed |= lower_stmt(l, stmt->then);
    return (stmt->other && lower_stmt(l, stmt->other)) || changed;
}

/* Where the steps of a loop stand behind its body, `continue` becomes a goto to them. */
static bool lower_continue(struct lowering *l, struct stmt *stmt)
{
    struct stmt *loop = stmt->target;
    bool at_end = (loop->kind == STMT_DO && has_await(loop->expr)) ||
                  (loop->kind == STMT_FOR && has_await(loop->step));
    if (!at_end)
        return exits_any(stmt);
    if (!loop->lowered->continue_label)
        loop->lowered->continue_label =
            unit_free_name(l->unit, arena_printf(l->unit->arena, "continue_%u",
                                                 source_line(loop->span.source, loop->span.begin)));
    return true;
}

/* What is written anew in any case. */
static void lower_keyword(struct lowering *l, struct stmt *stmt)
{
    bool may_throw = stmt->expr || (stmt->kind != STMT_THROW && stmt->kind != STMT_GEN_RETURN);
    bool is_bare = stmt->kind == STMT_EACH && stmt_bare_call(stmt);
    if (stmt->kind != STMT_TRY && stmt->kind != STMT_DEFER && may_throw && !is_bare)
        *vec_add(l->unit->arena, &l->machine->sites) = stmt->span;
    lower_part(l, stmt, 0, stmt->expr, false);
    if (stmt->init)
        lower_stmt(l, stmt->init);
    if (stmt->then)
        lower_stmt(l, stmt->then);
    if (stmt->other)
        lower_stmt(l, stmt->other);
}

static bool lower_kind(struct lowering *l, struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_EXPR:
    case STMT_OPAQUE:
        return lower_part(l, stmt, 0, stmt->expr, !stmt->is_value);
    case STMT_DECL:
        return lower_decl(l, stmt);
    case STMT_BLOCK:
        return lower_block(l, stmt);
    case STMT_IF:
        return lower_if(l, stmt);
    case STMT_WHILE:
    case STMT_DO:
    case STMT_SWITCH: {
        bool changed = lower_part(l, stmt, 0, stmt->expr, false);
        return lower_stmt(l, stmt->then) || changed;
    }
    case STMT_FOR:
        return lower_for(l, stmt);
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
        return stmt->then && lower_stmt(l, stmt->then);
    case STMT_RETURN:
        lower_part(l, stmt, 0, stmt->expr, false);
        return true;
    case STMT_CONTINUE:
        return lower_continue(l, stmt);
    case STMT_GOTO:
        return lower_part(l, stmt, 0, stmt->expr, false) || exits_any(stmt);
    case STMT_BREAK:
        return exits_any(stmt);
    case STMT_NULL:
        return false;
    case STMT_THROW:
    case STMT_TRY:
    case STMT_DEFER:
    case STMT_TIMEOUT:
    case STMT_YIELD:
    case STMT_GEN_RETURN:
    case STMT_EACH:
        lower_keyword(l, stmt);
        return true;
    }
    return false;
}

/* A label may come out of a macro: it is copied as it stands, up to the statement behind it. */
static bool has_head_of_its_own(const struct stmt *stmt)
{
    bool is_label =
        stmt->kind == STMT_LABEL || stmt->kind == STMT_CASE || stmt->kind == STMT_DEFAULT;
    return is_label && stmt->then->is_spelled && stmt->then->span.begin > stmt->span.begin;
}

static bool lower_stmt(struct lowering *l, struct stmt *stmt)
{
    if (stmt->kind != STMT_DECL)
        make_parts(l, stmt, 2);
    stmt->is_changed = lower_kind(l, stmt);
    if (stmt->is_changed && stmt->span.source != l->func->span.source) {
        rule_report(l->diag, RULE_UNSUPPORTED, stmt->span,
                    "a statement with an await in a file that is included inside a function");
        unit_wish(l->unit, WISH_INLINE, stmt->span);
    } else if (stmt->is_changed && !stmt->is_spelled && !has_head_of_its_own(stmt)) {
        rule_report(l->diag, RULE_MACRO_BODY, stmt->span, "a statement that has to be taken apart");
        unit_wish(l->unit, WISH_EXPAND, stmt->span);
    }
    return stmt->is_changed;
}

void lower_stmts(struct lowering *lowering, struct stmt *body)
{
    lower_stmt(lowering, body);
}
