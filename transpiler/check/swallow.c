/* SPDX-License-Identifier: MIT
 *
 * A catch takes ECANCELED as well. In a loop whose try block awaits, a catch block that neither
 * speaks of ECANCELED nor throws nor leaves makes a task that cannot be cancelled. Where the block
 * hides what it does (by a jump, or a call that is said not to return) nothing is said.
 */
#include "check/swallow.h"

#include "ast/rules.h"
#include "check/walk.h"

#include <string.h>

struct search {
    bool awaits, leaves;
};

struct swallow {
    struct diag *diag;
    unsigned loops; /* that enclose, within the function */
};

static void search_stmt(void *data, const struct stmt *stmt);

static void search_expr(void *data, const struct expr *expr)
{
    struct search *search = data;
    const struct walker walker = {search_stmt, search_expr, search};
    search->awaits |= expr->kind == EXPR_AWAIT;
    search->leaves |= expr->never_returns;
    walk_operands(&walker, expr);
}

static bool is_leaving(const struct stmt *stmt)
{
    return stmt->kind == STMT_THROW || stmt->kind == STMT_RETURN || stmt->kind == STMT_BREAK ||
           stmt->kind == STMT_GOTO || stmt->kind == STMT_GEN_RETURN;
}

static void search_stmt(void *data, const struct stmt *stmt)
{
    struct search *search = data;
    const struct walker walker = {search_stmt, search_expr, search};
    search->awaits |= stmt->kind == STMT_EACH && stmt->is_async;
    search->leaves |= is_leaving(stmt);
    walk_parts(&walker, stmt);
}

static struct search search_in(const struct stmt *stmt)
{
    struct search search = {false, false};
    search_stmt(&search, stmt);
    return search;
}

static bool speaks_of_cancellation(struct span span)
{
    static const char word[] = "ECANCELED";
    const char *end = span.source->text + span.end;
    for (const char *at = span.source->text + span.begin; end - at >= (long)sizeof word - 1; at++)
        if (memcmp(at, word, sizeof word - 1) == 0)
            return true;
    return false;
}

static void check_try(const struct swallow *swallow, const struct stmt *stmt)
{
    if (!search_in(stmt->then).awaits || search_in(stmt->other).leaves ||
        (stmt->other->span.source && speaks_of_cancellation(stmt->other->span)))
        return;
    rule_report(swallow->diag, RULE_SWALLOWED_CANCEL, stmt->caught->span, stmt->caught->name);
}

/* `do { } while (0)` is none. */
static bool is_loop(const struct stmt *stmt)
{
    const struct expr *condition = stmt->expr;
    if (stmt->kind != STMT_DO)
        return stmt->kind == STMT_WHILE || stmt->kind == STMT_FOR || stmt->kind == STMT_EACH;
    return !(condition->kind == EXPR_CONSTANT && condition->is_spelled &&
             condition->span.end - condition->span.begin == 1 &&
             condition->span.source->text[condition->span.begin] == '0');
}

static void check_stmt(void *data, const struct stmt *stmt);

static void check_expr(void *data, const struct expr *expr)
{
    const struct walker walker = {check_stmt, check_expr, data};
    walk_operands(&walker, expr);
}

static void check_stmt(void *data, const struct stmt *stmt)
{
    struct swallow inner = *(struct swallow *)data;
    const struct walker walker = {check_stmt, check_expr, &inner};
    inner.loops += is_loop(stmt);
    if (stmt->kind == STMT_TRY && inner.loops && stmt->caught)
        check_try(&inner, stmt);
    walk_parts(&walker, stmt);
}

void swallow_check(const struct func *func, struct diag *diag)
{
    struct swallow swallow = {.diag = diag};
    if (func->uses_errors && rule_is_on(diag, RULE_SWALLOWED_CANCEL))
        check_stmt(&swallow, func->body);
}
