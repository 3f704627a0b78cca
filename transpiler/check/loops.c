/* SPDX-License-Identifier: MIT
 *
 * One walk from the inside out. A loop is reported when its condition is there to be seen and
 * always true, and nothing in it awaits, leaves it, or is unknown: a goto and what the tree keeps
 * as text count as ways out, wherever they lead. A block that owns a task waits for it at its end.
 * What lies between a label and a goto back to it, in the same block, is a loop as well. Of endless
 * loops in each other the innermost is reported.
 */
#include "check/loops.h"

#include "ast/rules.h"

#include <string.h>

/* What is open around a statement. */
struct place {
    struct diag *diag;
    bool *is_left;      /* set by a break */
    bool *is_continued; /* set by a continue */
};

/* ---- conditions ---- */

/* A number as it is written: is it 0? */
static bool is_zero(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != '0' && !strchr("xXbBuUlL'", text[i]))
            return false;
    return true;
}

/* `1`, `true`, `!0`; not what only the value of a macro or an enumerator would tell. */
static bool is_true(const struct expr *expr)
{
    bool is_not = false;
    for (; expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST ||
           (expr->kind == EXPR_UNARY && strcmp(expr->op, "!") == 0);
         expr = expr->kids[0])
        is_not ^= expr->kind == EXPR_UNARY;
    struct span span = expr->span;
    if (expr->kind != EXPR_CONSTANT || !expr->is_spelled || !span.source)
        return false;
    const char *text = span.source->text + span.begin;
    size_t size = span.end - span.begin;
    if (word_is(text, size, "true") || word_is(text, size, "TRUE"))
        return !is_not;
    return size > 0 && text[0] >= '0' && text[0] <= '9' && is_zero(text, size) == is_not;
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
        found |= stmt->decls.items[i].owns_task || expr_lets_go(place, stmt->decls.items[i].init);
    found |= stmt->init && lets_go(place, stmt->init);
    found |= stmt->then && lets_go(place, stmt->then);
    found |= stmt->other && lets_go(place, stmt->other);
    return found;
}

static bool loop_lets_go(struct place place, const struct stmt *loop)
{
    bool is_left = false, is_continued = false;
    bool found = parts_let_go((struct place){place.diag, &is_left, &is_continued}, loop);
    found |= loop->kind == STMT_EACH && loop->is_async;
    if (found || is_left || !is_endless(loop))
        return found;
    rule_report(place.diag, RULE_ENDLESS_LOOP, loop->head, "");
    return true;
}

static bool is_labelled(const struct stmt *stmt, const struct stmt *label)
{
    while (stmt != label && stmt->kind == STMT_LABEL)
        stmt = stmt->then;
    return stmt == label;
}

/* Does it lead back to a label among body[first..here], in the same block? */
static bool goes_back(const struct stmt *block, size_t first, size_t here)
{
    const struct stmt *jump = block->body.items[here];
    while (jump->kind == STMT_LABEL)
        jump = jump->then;
    if (jump->kind != STMT_GOTO || !jump->target)
        return false;
    for (size_t i = here + 1; i-- > first;)
        if (is_labelled(block->body.items[i], jump->target))
            return true;
    return false;
}

static bool block_lets_go(struct place place, const struct stmt *block)
{
    bool found = false;
    size_t first = 0; /* behind the last statement that lets go */
    for (size_t i = 0; i < block->body.count; i++) {
        bool is_left = false, is_continued = false;
        struct place inner = {place.diag, &is_left, &is_continued};
        bool lets = lets_go(inner, block->body.items[i]);
        if (goes_back(block, first, i))
            rule_report(place.diag, RULE_ENDLESS_LOOP, block->body.items[i]->span, "");
        if (lets || is_left || is_continued)
            first = i + 1;
        found |= lets;
        *place.is_left |= is_left;
        *place.is_continued |= is_continued;
    }
    return found;
}

static bool lets_go(struct place place, const struct stmt *stmt)
{
    bool is_left = false;
    switch (stmt->kind) {
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR:
    case STMT_EACH:
        return loop_lets_go(place, stmt);
    case STMT_SWITCH:
        return parts_let_go((struct place){place.diag, &is_left, place.is_continued}, stmt);
    case STMT_BLOCK:
        return block_lets_go(place, stmt);
    case STMT_BREAK:
        *place.is_left = true;
        return false;
    case STMT_CONTINUE:
        *place.is_continued = true;
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
    case STMT_IF:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
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
    bool is_left = false, is_continued = false;
    if (rule_is_on(diag, RULE_ENDLESS_LOOP))
        (void)lets_go((struct place){diag, &is_left, &is_continued}, func->body);
}
