/* SPDX-License-Identifier: MIT
 *
 * One walk from the inside out. A loop is reported when its condition is there to be seen and
 * always true, and nothing in it awaits, leaves it, or is unknown: a goto and what the tree keeps
 * as text count as ways out, wherever they lead. Of endless loops in each other the innermost is
 * reported.
 */
#include "check/loops.h"

#include "ast/rules.h"

#include <string.h>

/* What is open around a statement. */
struct place {
    struct diag *diag;
    bool *is_left; /* set by a break */
};

/* ---- conditions ---- */

/* `1`, `true`; not what only the value of a macro or an enumerator would tell. */
static bool is_true(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    struct span span = expr->span;
    if (expr->kind != EXPR_CONSTANT || !expr->is_spelled || !span.source)
        return false;
    const char *text = span.source->text + span.begin;
    size_t size = span.end - span.begin;
    if (word_is(text, size, "true") || word_is(text, size, "TRUE"))
        return true;
    for (size_t i = 0; i < size; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return size > 0 && text[0] != '0';
}

static bool is_endless(const struct stmt *loop)
{
    switch (loop->kind) {
    case STMT_FOR:
        return !loop->expr || is_true(loop->expr);
    case STMT_WHILE:
    case STMT_DO:
        return is_true(loop->expr);
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_BLOCK:
    case STMT_IF:
    case STMT_SWITCH:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_GOTO:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
    case STMT_NULL:
    case STMT_THROW:
    case STMT_TRY:
    case STMT_DEFER:
    case STMT_TIMEOUT:
    case STMT_YIELD:
    case STMT_GEN_RETURN:
    case STMT_EACH:
    case STMT_OPAQUE:
        return false;
    }
    return false;
}

/* ---- ways out ---- */

static bool lets_go(struct place place, const struct stmt *stmt);

/* Does it wait, end the program, jump, or hide what it does? */
static bool expr_lets_go(struct place place, const struct expr *expr)
{
    if (!expr || expr->is_unevaluated)
        return false;
    if (expr->kind == EXPR_AWAIT || expr->kind == EXPR_OPAQUE || expr->never_returns)
        return true;
    if (expr->kind == EXPR_BLOCK)
        return lets_go(place, expr->block);
    for (unsigned i = 0; i < expr->count; i++)
        if (expr_lets_go(place, expr->kids[i]))
            return true;
    return false;
}

/* All of them are looked at, so that loops in each are found. */
static bool parts_let_go(struct place place, const struct stmt *stmt)
{
    bool found = expr_lets_go(place, stmt->expr);
    found |= expr_lets_go(place, stmt->step);
    for (size_t i = 0; i < stmt->decls.count; i++)
        found |= expr_lets_go(place, stmt->decls.items[i].init);
    for (size_t i = 0; i < stmt->body.count; i++)
        found |= lets_go(place, stmt->body.items[i]);
    found |= stmt->init && lets_go(place, stmt->init);
    found |= stmt->then && lets_go(place, stmt->then);
    found |= stmt->other && lets_go(place, stmt->other);
    return found;
}

static bool loop_lets_go(struct place place, const struct stmt *loop)
{
    bool is_left = false;
    bool found = parts_let_go((struct place){place.diag, &is_left}, loop);
    if (found || is_left || !is_endless(loop))
        return found;
    rule_report(place.diag, RULE_ENDLESS_LOOP, loop->head, "");
    return true;
}

static bool lets_go(struct place place, const struct stmt *stmt)
{
    bool is_left = false;
    switch (stmt->kind) {
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR:
        return loop_lets_go(place, stmt);
    case STMT_SWITCH:
    case STMT_EACH:
        return parts_let_go((struct place){place.diag, &is_left}, stmt);
    case STMT_BREAK:
        *place.is_left = true;
        return false;
    case STMT_GOTO:
    case STMT_RETURN:
    case STMT_THROW:
    case STMT_YIELD:
    case STMT_GEN_RETURN:
    case STMT_OPAQUE:
        return true;
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_BLOCK:
    case STMT_IF:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_CONTINUE:
    case STMT_NULL:
    case STMT_TRY:
    case STMT_DEFER:
    case STMT_TIMEOUT:
        return parts_let_go(place, stmt);
    }
    return true;
}

void loops_check(const struct func *func, struct diag *diag)
{
    bool is_left = false;
    if (rule_is_on(diag, RULE_ENDLESS_LOOP))
        (void)lets_go((struct place){diag, &is_left}, func->body);
}
