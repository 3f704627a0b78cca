/* SPDX-License-Identifier: MIT
 *
 * One walk that carries along what encloses the place, from the inside out: try and catch blocks,
 * defers, timeouts, and blocks that own tasks by then. What a keyword asks of its surroundings is
 * looked up there. Jumps by goto and case are the business of regions.c.
 */
#include "check/keywords.h"

#include "ast/rules.h"
#include "check/walk.h"

#include <string.h>

enum place_kind { IN_TRY, IN_CATCH, IN_DEFER, IN_TIMEOUT, OWNING };

struct place {
    const struct place *outer;
    enum place_kind kind;
};

struct keywords {
    struct diag *diag;
    const struct func *func;
    const struct place *place;   /* the innermost; NULL: none */
    const struct expr *is_error; /* the operand that may be an async_error() */
};

static void check_stmt(void *data, const struct stmt *stmt);
static void check_expr(void *data, const struct expr *expr);

static void check_within(const struct keywords *k, enum place_kind kind, const struct stmt *stmt)
{
    struct place place = {k->place, kind};
    struct keywords inner = *k;
    inner.place = &place;
    if (stmt)
        check_stmt(&inner, stmt);
}

static bool is_within(const struct keywords *k, enum place_kind kind)
{
    const struct place *place = k->place;
    while (place && place->kind != kind)
        place = place->outer;
    return place;
}

static void report(const struct keywords *k, enum rule rule, struct span span, const char *what)
{
    rule_report(k->diag, rule, span, what);
}

/* ---- in which functions ---- */

static bool is_async(const struct keywords *k)
{
    return k->func->function && k->func->function->is_async;
}

static void require_errors(const struct keywords *k, const struct stmt *stmt, const char *keyword)
{
    enum rule rule = stmt->kind == STMT_DEFER ? RULE_DEFER_OUTSIDE : RULE_ERRORS_OUTSIDE;
    if (!k->func->function)
        report(k, rule, stmt->head, keyword);
}

static void require_generator(const struct keywords *k, struct span span, const char *keyword)
{
    bool is_ordinary = !k->func->is_generator && !k->func->function;
    if (!k->func->is_generator)
        report(k, is_ordinary ? RULE_YIELD_OUTSIDE : RULE_YIELD_IN_ASYNC, span, keyword);
}

static void require_async(const struct keywords *k, const struct stmt *stmt, const char *keyword)
{
    if (!is_async(k))
        report(k, RULE_ASYNC_OUTSIDE, stmt->head, keyword);
}

/* ---- errors ---- */

/* Would what is thrown here leave a defer, with no try block of its own around it? */
static bool leaves_defer(const struct keywords *k)
{
    const struct place *place = k->place;
    while (place && place->kind != IN_DEFER && place->kind != IN_TRY)
        place = place->outer;
    return place && place->kind == IN_DEFER;
}

/* `throw c ? EIO : async_error(EPROTO, "no greeting");` */
static void check_error(const struct keywords *k, const struct expr *expr)
{
    struct keywords inner = *k;
    inner.is_error = expr;
    check_expr(&inner, expr);
}

static void check_throw(const struct keywords *k, const struct stmt *stmt)
{
    require_errors(k, stmt, "throw");
    if (leaves_defer(k))
        report(k, RULE_DEFER_EXIT, stmt->head, "a throw");
    else if (!stmt->expr && !stmt->target && k->func->function)
        report(k, RULE_RETHROW_OUTSIDE, stmt->head, "");
    if (stmt->expr)
        check_error(k, stmt->expr);
}

static void check_try(const struct keywords *k, const struct stmt *stmt)
{
    require_errors(k, stmt, "try");
    check_within(k, IN_TRY, stmt->then);
    check_within(k, IN_CATCH, stmt->other);
}

static void check_defer(const struct keywords *k, const struct stmt *stmt)
{
    require_errors(k, stmt, "defer");
    if (stmt->is_at_once)
        report(k, RULE_DEFER_AT_ONCE, stmt->head, "");
    check_within(k, IN_DEFER, stmt->then);
}

static void check_timeout(struct keywords *k, const struct stmt *stmt)
{
    require_async(k, stmt, "async_timeout");
    check_expr(k, stmt->expr);
    check_within(k, IN_TIMEOUT, stmt->then);
}

/* ---- jumps ---- */

static void check_jump(const struct keywords *k, const struct stmt *stmt, const char *what)
{
    if (!stmt->target)
        report(k, RULE_JUMP_NOWHERE, stmt->span, what);
    else if (stmt->target->kind == STMT_DEFER)
        report(k, RULE_DEFER_EXIT, stmt->span, what);
}

static void check_return(struct keywords *k, const struct stmt *stmt)
{
    if (is_within(k, IN_DEFER))
        report(k, RULE_DEFER_EXIT, stmt->span, "a return");
    if (stmt->expr && k->func->is_generator)
        report(k, RULE_GENERATOR_RETURN, stmt->span, "");
    if (stmt->expr)
        check_expr(k, stmt->expr);
}

/* ---- generators ---- */

static void check_suspension(const struct keywords *k, struct span span, const char *keyword)
{
    if (is_within(k, IN_DEFER))
        rule_report_both(k->diag, RULE_YIELD_WHERE, span, keyword, "in a defer");
    else if (is_within(k, IN_TIMEOUT))
        rule_report_both(k->diag, RULE_YIELD_WHERE, span, keyword, "in an async_timeout");
    else if (is_within(k, OWNING))
        rule_report_both(k->diag, RULE_YIELD_WHERE, span, keyword, "while its block owns tasks");
}

static void check_yield(struct keywords *k, const struct stmt *stmt)
{
    require_generator(k, stmt->head, "yield");
    check_suspension(k, stmt->head, "yield");
    if (stmt->expr)
        check_expr(k, stmt->expr);
}

static void check_gen_return(struct keywords *k, const struct stmt *stmt)
{
    require_generator(k, stmt->head, "gen_return");
    if (is_within(k, IN_DEFER))
        report(k, RULE_DEFER_EXIT, stmt->head, "a gen_return");
    if (stmt->expr)
        check_expr(k, stmt->expr);
}

static void check_each(struct keywords *k, const struct stmt *stmt)
{
    const struct walker walker = {check_stmt, check_expr, k};
    if (stmt->is_async)
        require_async(k, stmt, "await_each");
    walk_parts(&walker, stmt);
}

/* ---- expressions ---- */

static bool takes_error(const char *callee, unsigned argument)
{
    static const char *const names[] = {"future_fail", "gen_throw", "gen_athrow", NULL};
    for (const char *const *name = names; callee && argument == 2 && *name; name++)
        if (strcmp(*name, callee) == 0)
            return true;
    return false;
}

static void check_call(struct keywords *k, const struct expr *expr)
{
    const char *callee = walk_system_callee(expr);
    if (!callee && expr->function)
        callee = expr->function->name;
    if (callee && strcmp(callee, "async_error") == 0 && k->is_error != expr)
        report(k, RULE_ERROR_WHERE, expr->span, "");
    for (unsigned i = 0; i < expr->count; i++) {
        if (takes_error(callee, i))
            check_error(k, expr->kids[i]);
        else
            check_expr(k, expr->kids[i]);
    }
}

/* What stands for the error when the operand does. */
static void check_error_kids(const struct keywords *k, const struct expr *expr)
{
    for (unsigned i = 0; i < expr->count; i++)
        if (expr->kind == EXPR_PAREN || i > 0)
            check_error(k, expr->kids[i]);
}

static void check_kind(struct keywords *k, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_YIELD_FROM:
        require_generator(k, expr->span, "yield_from");
        check_suspension(k, expr->span, "yield_from");
        return;
    case EXPR_RECEIVED:
        require_generator(k, expr->span, "received");
        return;
    case EXPR_WAS_SENT:
        require_generator(k, expr->span, "was_sent");
        return;
    case EXPR_CAUGHT:
        if (!expr->var)
            report(k, RULE_CAUGHT_OUTSIDE, expr->span, "");
        return;
    case EXPR_DETACH:
        if (walk_without_parens(expr->kids[0])->kind != EXPR_SPAWN)
            report(k, RULE_DETACH_WHAT, expr->span, "");
        return;
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_CONDITIONAL:
    case EXPR_COMMA:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
    case EXPR_CAST:
    case EXPR_CALL:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_AWAIT:
    case EXPR_SPAWN:
    case EXPR_RUN:
    case EXPR_GEN:
    case EXPR_BLOCK:
    case EXPR_MEASURE:
    case EXPR_OPAQUE:
        return;
    }
}

static void check_expr(void *data, const struct expr *expr)
{
    struct keywords *k = data;
    const struct walker walker = {check_stmt, check_expr, k};
    if (expr->is_unevaluated)
        return;
    check_kind(k, expr);
    bool is_way = expr->kind == EXPR_PAREN || expr->kind == EXPR_CONDITIONAL;
    if (expr->kind == EXPR_CALL) {
        check_call(k, expr);
    } else if (expr->kind == EXPR_GEN && strcmp(expr->op, "throw") == 0 && expr->count == 2) {
        check_expr(k, expr->kids[0]);
        check_error(k, expr->kids[1]);
    } else if (k->is_error == expr && is_way) {
        check_error_kids(k, expr);
        if (expr->kind == EXPR_CONDITIONAL)
            check_expr(k, expr->kids[0]);
    } else {
        walk_operands(&walker, expr);
    }
}

/* ---- statements ---- */

static bool owns_task(const struct stmt *stmt)
{
    for (size_t i = 0; stmt && i < stmt->decls.count; i++)
        if (stmt->decls.items[i].owns_task)
            return true;
    return false;
}

/* What stands behind a task's declaration stands where its block owns it. */
static void check_block(const struct keywords *k, const struct stmt *block)
{
    struct place owning = {k->place, OWNING};
    struct keywords inner = *k;
    for (size_t i = 0; i < block->body.count; i++) {
        check_stmt(&inner, block->body.items[i]);
        if (owns_task(block->body.items[i]))
            inner.place = &owning;
    }
}

static void check_for(const struct keywords *k, const struct stmt *loop)
{
    struct place owning = {k->place, OWNING};
    struct keywords inner = *k;
    const struct walker walker = {check_stmt, check_expr, &inner};
    if (owns_task(loop->init))
        inner.place = &owning;
    walk_parts(&walker, loop);
}

static void check_kind_of_stmt(struct keywords *k, const struct stmt *stmt)
{
    const struct walker walker = {check_stmt, check_expr, k};
    switch (stmt->kind) {
    case STMT_THROW:
        check_throw(k, stmt);
        return;
    case STMT_TRY:
        check_try(k, stmt);
        return;
    case STMT_DEFER:
        check_defer(k, stmt);
        return;
    case STMT_TIMEOUT:
        check_timeout(k, stmt);
        return;
    case STMT_YIELD:
        check_yield(k, stmt);
        return;
    case STMT_GEN_RETURN:
        check_gen_return(k, stmt);
        return;
    case STMT_EACH:
        check_each(k, stmt);
        return;
    case STMT_BREAK:
        check_jump(k, stmt, "a break");
        return;
    case STMT_CONTINUE:
        check_jump(k, stmt, "a continue");
        return;
    case STMT_RETURN:
        check_return(k, stmt);
        return;
    case STMT_BLOCK:
        check_block(k, stmt);
        return;
    case STMT_FOR:
        check_for(k, stmt);
        return;
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_IF:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_SWITCH:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_GOTO:
    case STMT_NULL:
    case STMT_OPAQUE:
        walk_parts(&walker, stmt);
        return;
    }
}

static void check_stmt(void *data, const struct stmt *stmt)
{
    struct keywords k = *(struct keywords *)data;
    k.is_error = NULL;
    check_kind_of_stmt(&k, stmt);
}

void keywords_check(const struct func *func, struct diag *diag)
{
    struct keywords k = {.diag = diag, .func = func};
    check_stmt(&k, func->body);
}
