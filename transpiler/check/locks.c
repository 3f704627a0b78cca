/* SPDX-License-Identifier: MIT
 *
 * A forward analysis over the tree: which locks are held at each place. Each lock is free, held, or
 * held on some of the ways that lead there. A statement that locks takes a lock, told by the text
 * of its argument; an unlock of it, or one that matches none, frees. A call in a condition that may
 * fail to lock takes it on the way where it gave 0; so does a condition on the variable that keeps
 * what it gave. Where jumps come together, so do the states they bring, kept by the statement they
 * lead to; what backward jumps bring is known one walk later, so the function is walked a few times
 * and only the last walk reports. What a block does when it is left (its defers) is walked there.
 *
 * Two conditions that say the same are common: `if (l) lock(m); ... if (l) unlock(m);`. So what is
 * held on some ways only, and freed on one branch, counts as free behind it. Locks whose result is
 * used in any other way are left out: the rule keeps silent where it cannot be sure.
 */
#include "check/locks.h"

#include "ast/rules.h"
#include "check/lock_state.h"
#include "check/walk.h"

#include <string.h>

enum { WALKS = 4 };

/* What jumps bring to a statement: to a label or a loop's next turn, and behind a loop or switch.
 */
struct arrival {
    const struct stmt *stmt;
    struct lock_state before, behind;
    size_t open; /* of a loop or switch: so many of `pending` stay when it is left */
};

/* The states in which a condition is true, and in which it is not. */
struct outcome {
    struct lock_state yes, no;
};

struct locks {
    struct diag *diag;
    struct lock_state now;
    VEC(struct arrival) arrivals;
    struct lock_state at_switch; /* at the head of the innermost switch */
    bool has_default;            /* there was one in it */
    VEC(const struct stmt *)
    pending; /* done when a block is left: a defer; NULL: a cleanup that unlocks, or may */
    const char *names[MOST_LOCKS];
    const struct var *results[MOST_LOCKS]; /* what keeps the result of taking it; NULL: none */
    unsigned count;
    bool reports;
};

/* ---- jumps ---- */

static struct arrival *arrival_of(struct locks *l, const struct stmt *stmt)
{
    for (size_t i = l->arrivals.count; i-- > 0;)
        if (l->arrivals.items[i].stmt == stmt)
            return &l->arrivals.items[i];
    struct arrival *arrival = vec_push(&l->arrivals);
    *arrival = (struct arrival){.stmt = stmt};
    return arrival;
}

/* ---- locks ---- */

static bool is_locking(const struct expr *expr)
{
    return lock_takes(expr) || lock_may_take(expr);
}

/* The lock, as it was written. */
static const char *lock_name(struct locks *l, const struct expr *call)
{
    struct span span = call->count > 1 ? call->kids[1]->span : call->span;
    if (!span.source || span.end - span.begin > 60 ||
        memchr(span.source->text + span.begin, '\n', span.end - span.begin))
        return "...";
    const char *text = span.source->text + span.begin;
    unsigned skipped = *text == '&';
    return arena_copy(&l->diag->arena, text + skipped, span.end - span.begin - skipped);
}

static unsigned find_lock(const struct locks *l, const char *name)
{
    unsigned i = 0;
    while (i < l->count && strcmp(l->names[i], name) != 0)
        i++;
    return i;
}

/* `result` keeps what the call gives; NULL: nothing does. */
static void take_lock(struct locks *l, const struct expr *call, enum lock_held held,
                      const struct var *result)
{
    const char *name = lock_name(l, call);
    unsigned i = find_lock(l, name);
    if (i == MOST_LOCKS)
        return;
    if (i == l->count)
        l->names[l->count++] = name;
    l->now.held[i] = (unsigned char)held;
    l->results[i] = result;
}

static void free_lock(struct locks *l, const struct expr *call)
{
    unsigned i = find_lock(l, lock_name(l, call));
    if (i < l->count)
        l->now.held[i] = LOCK_FREE;
    else
        memset(l->now.held, LOCK_FREE, sizeof l->now.held);
}

/* ---- expressions ---- */

static void walk(struct locks *l, const struct stmt *stmt);
static void visit(struct locks *l, const struct expr *expr);
static void visit_statement(struct locks *l, const struct expr *expr);

static void check_await(struct locks *l, struct span span)
{
    for (unsigned i = 0; i < l->count; i++)
        if (l->reports && l->now.is_reached &&
            (l->now.held[i] == LOCK_HELD || l->now.held[i] == LOCK_SOMETIMES))
            rule_report(l->diag, RULE_AWAIT_HOLDING_LOCK, span, l->names[i]);
}

static void visit_kids(struct locks *l, const struct expr *expr)
{
    for (unsigned i = 0; i < expr->count; i++)
        visit(l, expr->kids[i]);
}

static struct outcome test(struct locks *l, const struct expr *expr);

static struct outcome test_swapped(struct locks *l, const struct expr *expr)
{
    struct outcome outcome = test(l, expr);
    return (struct outcome){outcome.no, outcome.yes};
}

static struct outcome test_both(struct locks *l, const struct expr *expr)
{
    struct outcome first = test(l, expr->kids[0]);
    l->now = expr->kind == EXPR_AND ? first.yes : first.no;
    struct outcome second = test(l, expr->kids[1]);
    if (expr->kind == EXPR_AND)
        lock_join(&second.no, &first.no);
    else
        lock_join(&second.yes, &first.yes);
    return second;
}

static struct outcome test_locking(struct locks *l, const struct expr *call)
{
    visit_kids(l, call);
    struct lock_state before = l->now;
    take_lock(l, call, LOCK_HELD, NULL);
    return (struct outcome){.yes = before, .no = l->now};
}

static struct outcome test_result(struct locks *l, const struct var *var)
{
    struct outcome outcome = {l->now, l->now};
    for (unsigned i = 0; var && i < l->count; i++)
        if (l->results[i] == var) {
            outcome.yes.held[i] = LOCK_FREE;
            if (outcome.no.held[i] == LOCK_TRIED)
                outcome.no.held[i] = LOCK_HELD;
        }
    return outcome;
}

static struct outcome test(struct locks *l, const struct expr *expr)
{
    while (expr->count == 1 && (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST))
        expr = expr->kids[0];
    const struct expr *is_nothing = lock_compared(expr, "=="),
                      *is_something = lock_compared(expr, "!=");
    if (expr->kind == EXPR_UNARY && expr->op && strcmp(expr->op, "!") == 0)
        return test_swapped(l, expr->kids[0]);
    if (is_nothing)
        return test_swapped(l, is_nothing);
    if (is_something)
        return test(l, is_something);
    if (expr->kind == EXPR_AND || expr->kind == EXPR_OR)
        return test_both(l, expr);
    if (is_locking(expr))
        return test_locking(l, expr);
    visit(l, expr);
    return test_result(l, lock_var(expr));
}

/* `a ? b : c`, `a ?: c` */
static void visit_conditional(struct locks *l, const struct expr *expr)
{
    struct outcome outcome = test(l, expr->kids[0]);
    l->now = outcome.yes;
    if (expr->count == 3)
        visit(l, expr->kids[1]);
    struct lock_state after = l->now;
    l->now = outcome.no;
    visit(l, expr->kids[expr->count - 1]);
    lock_join(&l->now, &after);
}

/* `result = lock(m)` */
static void visit_assigned(struct locks *l, const struct expr *place, const struct var *result,
                           const struct expr *value)
{
    if (place)
        visit(l, place);
    visit(l, value);
    const struct expr *call = walk_without_parens(value);
    if (result && is_locking(call))
        take_lock(l, call, lock_may_take(call) ? LOCK_TRIED : LOCK_HELD, result);
}

static void visit_call(struct locks *l, const struct expr *call)
{
    visit_kids(l, call);
    if (lock_frees(call))
        free_lock(l, call);
    else if (call->never_returns)
        l->now.is_reached = false;
}

static void visit_choice(struct locks *l, const struct expr *expr)
{
    struct outcome outcome = test_both(l, expr);
    l->now = outcome.yes;
    lock_join(&l->now, &outcome.no);
}

static void visit(struct locks *l, const struct expr *expr)
{
    if (!expr || expr->is_unevaluated)
        return;
    if (expr->kind == EXPR_BLOCK) {
        walk(l, expr->block);
    } else if (expr->kind == EXPR_AND || expr->kind == EXPR_OR) {
        visit_choice(l, expr);
    } else if (expr->kind == EXPR_CONDITIONAL) {
        visit_conditional(l, expr);
    } else if (expr->kind == EXPR_ASSIGN) {
        visit_assigned(l, expr->kids[0], lock_var(expr), expr->kids[1]);
    } else if (expr->kind == EXPR_COMMA) {
        visit_statement(l, expr->kids[0]);
        visit(l, expr->kids[1]);
    } else if (expr->kind == EXPR_CALL) {
        visit_call(l, expr);
    } else {
        visit_kids(l, expr);
        if (expr->kind == EXPR_AWAIT)
            check_await(l, expr->span);
    }
}

/* `lock(m);`, `(void)lock(m);`, `a, lock(m);` */
static void visit_statement(struct locks *l, const struct expr *expr)
{
    visit(l, expr);
    while ((expr->count == 1 && (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)) ||
           expr->kind == EXPR_COMMA)
        expr = expr->kids[expr->count - 1];
    if (lock_takes(expr))
        take_lock(l, expr, LOCK_HELD, NULL);
}

/* ---- blocks and what is done at their end ---- */

/* Does what is pending, down to the first `open`, the last first. */
static void leave_blocks(struct locks *l, size_t open)
{
    size_t count = l->pending.count;
    while (l->pending.count > open) {
        const struct stmt *defer = l->pending.items[--l->pending.count];
        if (defer)
            walk(l, defer->then);
        else
            memset(l->now.held, LOCK_FREE, sizeof l->now.held);
    }
    l->pending.count = count; /* they are still there */
}

static void walk_block(struct locks *l, const struct stmt *block)
{
    size_t open = l->pending.count;
    for (size_t i = 0; i < block->body.count; i++)
        walk(l, block->body.items[i]);
    leave_blocks(l, open);
    l->pending.count = open;
}

static void walk_defer(struct locks *l, const struct stmt *defer)
{
    if (defer->is_at_once)
        walk(l, defer->then);
    else
        *vec_push(&l->pending) = defer;
}

static void walk_decls(struct locks *l, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        if (decl->init)
            visit_assigned(l, NULL, decl->var, decl->init);
        if (decl->var && decl->var->cleanup && lock_cleanup_frees(decl->var->cleanup))
            *vec_push(&l->pending) = NULL;
    }
}

/* ---- jumps ---- */

/* Where a goto leads to may be anywhere: all blocks count as left. */
static void leave_for(struct locks *l, const struct stmt *target, bool is_behind)
{
    size_t open = target && target->kind != STMT_LABEL ? arrival_of(l, target)->open : 0;
    leave_blocks(l, open);
    if (target) {
        struct arrival *arrival = arrival_of(l, target);
        lock_join(is_behind ? &arrival->behind : &arrival->before, &l->now);
    }
    l->now.is_reached = false;
}

/* ---- statements ---- */

static void walk_if(struct locks *l, const struct stmt *stmt)
{
    struct outcome outcome = test(l, stmt->expr);
    l->now = outcome.yes;
    walk(l, stmt->then);
    struct lock_state after = l->now;
    l->now = outcome.no;
    if (stmt->other)
        walk(l, stmt->other);
    lock_join(&l->now, &after);
}

/* The catch block may be come to from ahead of the try block and from its end, at the least. */
static void walk_try(struct locks *l, const struct stmt *stmt)
{
    struct lock_state before = l->now;
    walk(l, stmt->then);
    struct lock_state after = l->now;
    lock_join(&l->now, &before);
    walk(l, stmt->other);
    lock_join(&l->now, &after);
}

/* What a loop's head tells; one without a condition never ends. */
static struct outcome test_head(struct locks *l, const struct stmt *loop)
{
    struct outcome outcome = {.yes = l->now};
    if (loop->kind == STMT_EACH) {
        visit(l, loop->expr);
        if (loop->is_async)
            check_await(l, loop->expr->span);
        outcome = (struct outcome){l->now, l->now};
    } else if (loop->expr) {
        outcome = test(l, loop->expr);
    }
    return outcome;
}

static void walk_loop(struct locks *l, const struct stmt *loop)
{
    struct arrival *arrival = arrival_of(l, loop);
    arrival->open = l->pending.count;
    if (loop->init)
        walk(l, loop->init);
    lock_join(&l->now, &arrival_of(l, loop)->before);
    struct outcome outcome = {0};
    if (loop->kind != STMT_DO) {
        outcome = test_head(l, loop);
        l->now = outcome.yes;
    }
    walk(l, loop->then);
    visit(l, loop->step);
    if (loop->kind == STMT_DO) {
        outcome = test_head(l, loop);
        l->now = outcome.yes;
    }
    leave_for(l, loop, false);
    l->now = outcome.no;
    lock_join(&l->now, &arrival_of(l, loop)->behind);
}

static void walk_switch(struct locks *l, const struct stmt *stmt)
{
    struct lock_state at_outer = l->at_switch;
    bool outer_has_default = l->has_default;
    arrival_of(l, stmt)->open = l->pending.count;
    visit(l, stmt->expr);
    l->at_switch = l->now;
    l->has_default = false;
    l->now.is_reached = false;
    walk(l, stmt->then);
    if (!l->has_default)
        lock_join(&l->now, &l->at_switch);
    lock_join(&l->now, &arrival_of(l, stmt)->behind);
    l->at_switch = at_outer;
    l->has_default = outer_has_default;
}

static void walk_all(struct locks *l, const struct stmt *stmt)
{
    if (stmt->expr && stmt->kind == STMT_EXPR)
        visit_statement(l, stmt->expr);
    else
        visit(l, stmt->expr);
    walk_decls(l, stmt);
    if (stmt->then)
        walk(l, stmt->then);
}

static void walk(struct locks *l, const struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_IF:
        walk_if(l, stmt);
        return;
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR:
    case STMT_EACH:
        walk_loop(l, stmt);
        return;
    case STMT_TRY:
        walk_try(l, stmt);
        return;
    case STMT_SWITCH:
        walk_switch(l, stmt);
        return;
    case STMT_CASE:
    case STMT_DEFAULT:
        l->has_default |= stmt->kind == STMT_DEFAULT;
        lock_join(&l->now, &l->at_switch);
        walk_all(l, stmt);
        return;
    case STMT_LABEL:
        lock_join(&l->now, &arrival_of(l, stmt)->before);
        walk_all(l, stmt);
        return;
    case STMT_GOTO:
    case STMT_CONTINUE:
        leave_for(l, stmt->target, false);
        return;
    case STMT_BREAK:
        leave_for(l, stmt->target, true);
        return;
    case STMT_RETURN:
    case STMT_THROW:
    case STMT_GEN_RETURN:
        walk_all(l, stmt);
        leave_for(l, NULL, false);
        return;
    case STMT_BLOCK:
        walk_block(l, stmt);
        return;
    case STMT_DEFER:
        walk_defer(l, stmt);
        return;
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_NULL:
    case STMT_TIMEOUT:
    case STMT_YIELD:
    case STMT_OPAQUE:
        walk_all(l, stmt);
        return;
    }
}

/* ---- the function ---- */

struct search {
    bool found;
};

static void search_stmt(void *data, const struct stmt *stmt);

static void search_expr(void *data, const struct expr *expr)
{
    struct search *search = data;
    search->found |= is_locking(expr);
    const struct walker walker = {search_stmt, search_expr, search};
    walk_operands(&walker, expr);
}

static void search_stmt(void *data, const struct stmt *stmt)
{
    const struct walker walker = {search_stmt, search_expr, data};
    walk_parts(&walker, stmt);
}

static bool has_lock(const struct func *func)
{
    struct search search = {0};
    search_stmt(&search, func->body);
    return search.found;
}

void locks_check(const struct func *func, struct diag *diag)
{
    if (!rule_is_on(diag, RULE_AWAIT_HOLDING_LOCK) || !has_lock(func))
        return;
    struct locks l = {.diag = diag};
    for (int i = 0; i < WALKS; i++) {
        l.now = (struct lock_state){.is_reached = true};
        l.reports = i == WALKS - 1;
        l.pending.count = 0;
        walk(&l, func->body);
    }
    vec_free(&l.pending);
    vec_free(&l.arrivals);
}
