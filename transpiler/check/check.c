/* SPDX-License-Identifier: MIT
 *
 * One walk over every function. A call of an async function is right only where the walk comes to
 * it from an await, a spawn or an async_run; wherever else it meets one, the call is never awaited.
 * Below what is wrong already, only the arguments of calls are looked at: the rest would be
 * reported twice.
 */
#include "check/check.h"

#include "ast/rules.h"
#include "check/blocking.h"
#include "check/handles.h"
#include "check/keywords.h"
#include "check/locks.h"
#include "check/loops.h"
#include "check/regions.h"
#include "check/swallow.h"

#include <string.h>

enum { LONGEST_TEXT = 60 };

struct checker {
    struct diag *diag;
    bool is_async; /* the function being checked is */
};

static void check_expr(const struct checker *checker, const struct expr *expr);

/* ---- texts ---- */

/* What the user wrote, where that is short enough to be repeated. */
static const char *text_of(const struct checker *checker, const struct expr *expr)
{
    struct span span = expr->span;
    if (!expr->is_spelled || !span.source || span.end - span.begin > LONGEST_TEXT)
        return "...";
    const char *text = span.source->text + span.begin;
    if (memchr(text, '\n', span.end - span.begin))
        return "...";
    return arena_copy(&checker->diag->arena, text, span.end - span.begin);
}

/* The name as it is written: async_all is a macro that calls async_all_n. */
static const char *name_of_callee(const struct checker *checker, const struct expr *call)
{
    if (!call->function || !call->span.source)
        return call->function ? call->function->name : text_of(checker, call->kids[0]);
    const char *name = call->function->name, *text = call->span.source->text + call->span.begin;
    size_t size = 0;
    while (is_word(text[size]))
        size++;
    bool is_short = size && strncmp(text, name, size) == 0 && text[size] == '(';
    return is_short ? arena_copy(&checker->diag->arena, text, size) : name;
}

/* ---- the rules ---- */

static const struct expr *without_parens(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    return expr;
}

static bool is_async_call(const struct expr *expr)
{
    return expr->kind == EXPR_CALL && expr->is_async;
}

static bool holds_await(const struct expr *expr)
{
    bool holds = expr->kind == EXPR_AWAIT && !expr->is_unevaluated;
    for (unsigned i = 0; i < expr->count && !holds; i++)
        holds = holds_await(expr->kids[i]);
    return holds;
}

static void check_kids(const struct checker *checker, const struct expr *expr)
{
    for (unsigned i = 0; i < expr->count; i++)
        check_expr(checker, expr->kids[i]);
}

/* `f().x`, `f()[0]`, `f() + 1`: is it a call that the await does not reach? */
static bool holds_async_call(const struct expr *expr)
{
    if (is_async_call(expr) && !expr->is_unevaluated)
        return true;
    for (unsigned i = 0; i < expr->count; i++)
        if (holds_async_call(expr->kids[i]))
            return true;
    return false;
}

static void report_not_awaitable(const struct checker *checker, const struct expr *await,
                                 const struct expr *operand)
{
    bool is_call = operand->kind == EXPR_CALL && operand->kids[0]->named;
    bool is_part = operand->kind == EXPR_MEMBER || operand->kind == EXPR_INDEX;
    enum rule rule = RULE_NOT_AWAITABLE;
    const char *what = "";
    if (is_call)
        rule = RULE_AWAIT_OF_ORDINARY, what = operand->kids[0]->named->name;
    else if (operand->function)
        rule = RULE_AWAIT_WITHOUT_CALL, what = operand->function->name;
    else if (is_part && holds_async_call(operand))
        rule = RULE_AWAIT_OF_PART;
    rule_report(checker->diag, rule, await->span, what);
}

static void check_await(const struct checker *checker, const struct expr *await)
{
    const struct expr *operand = without_parens(await->kids[0]);
    bool is_handle = operand->type->is_handle;
    if (!is_async_call(operand) && !is_handle)
        report_not_awaitable(checker, await, operand);
    else if (!checker->is_async)
        rule_report(checker->diag, is_handle ? RULE_AWAIT_FUTURE_OUTSIDE : RULE_AWAIT_OUTSIDE,
                    await->span, text_of(checker, operand));
    if (operand->kind == EXPR_CALL)
        check_kids(checker, operand);
    else if (is_handle)
        check_expr(checker, operand);
}

/* A spawn or an async_run. */
static void check_start(const struct checker *checker, const struct expr *start)
{
    const struct expr *operand = without_parens(start->kids[0]);
    bool is_run = start->kind == EXPR_RUN;
    if (!is_async_call(operand))
        rule_report(checker->diag, RULE_SPAWN_WHAT, start->span, is_run ? "async_run" : "spawn");
    else if (is_run && checker->is_async)
        rule_report(checker->diag, RULE_RUN_INSIDE, start->span, text_of(checker, operand));
    if (operand->kind == EXPR_CALL)
        check_kids(checker, operand);
}

static void check_expr(const struct checker *checker, const struct expr *expr)
{
    if (expr->is_unevaluated)
        return;
    if (expr->kind == EXPR_AWAIT) {
        check_await(checker, expr);
        return;
    }
    if (expr->kind == EXPR_SPAWN || expr->kind == EXPR_RUN) {
        check_start(checker, expr);
        return;
    }
    if (is_async_call(expr))
        rule_report(checker->diag, checker->is_async ? RULE_NEVER_AWAITED : RULE_NEVER_RUN,
                    expr->span, name_of_callee(checker, expr));
    check_kids(checker, expr);
}

/* ---- the walk ---- */

static void check_stmt(const struct checker *checker, const struct stmt *stmt)
{
    if (stmt->init)
        check_stmt(checker, stmt->init);
    if (stmt->expr)
        check_expr(checker, stmt->expr);
    if (stmt->step)
        check_expr(checker, stmt->step);
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        for (size_t k = 0; k < decl->sizes.count; k++)
            check_expr(checker, decl->sizes.items[k].expr);
        if (decl->init)
            check_expr(checker, decl->init);
    }
    for (size_t i = 0; i < stmt->body.count; i++)
        check_stmt(checker, stmt->body.items[i]);
    if (stmt->then)
        check_stmt(checker, stmt->then);
    if (stmt->other)
        check_stmt(checker, stmt->other);
}

/* Plain generators may block: they run on nobody's loop. */
static void check_loop_rules(const struct func *func, struct diag *diag)
{
    if (!func->function->is_async)
        return;
    blocking_check(func, diag);
    locks_check(func, diag);
    loops_check(func, diag);
}

/* The sizes in the types of parameters are worked out on the way in, where nothing can wait. */
static void check_sizes(const struct checker *checker, const struct func *func)
{
    for (size_t i = 0; i < func->sizes.count; i++) {
        const struct expr *size = func->sizes.items[i].expr;
        if (holds_await(size))
            rule_report(checker->diag, RULE_VARIABLE_LENGTH, size->span, "");
        else
            check_expr(checker, size);
    }
}

static void check_func(const struct func *func, struct diag *diag)
{
    struct checker checker = {diag, func->function && func->function->is_async};
    check_sizes(&checker, func);
    check_stmt(&checker, func->body);
    keywords_check(func, diag);
    handles_check(func, diag);
}

void check_unit(const struct unit *unit, struct diag *diag)
{
    for (size_t i = 0; i < unit->funcs.count; i++) {
        const struct func *func = unit->funcs.items[i];
        check_func(func, diag);
        regions_check(func, diag);
        check_loop_rules(func, diag);
        swallow_check(func, diag);
    }
    for (size_t i = 0; i < unit->plain.count; i++)
        check_func(unit->plain.items[i], diag);
}
