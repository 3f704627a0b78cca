/* SPDX-License-Identifier: MIT
 *
 * A forward analysis over the tree: which locks are held at each place. Each lock is free, held, or
 * held on some of the ways that lead there. A statement that locks takes a lock, told by the text
 * of its argument; an unlock of it, or one that matches none, frees. Where jumps come together, so
 * do the states they bring, kept by the statement they lead to; what backward jumps bring is known
 * one walk later, so the function is walked a few times and only the last walk reports.
 *
 * Two conditions that say the same are common: `if (l) lock(m); ... if (l) unlock(m);`. So what is
 * held on some ways only, and freed on one branch, counts as free behind it. Locks whose result is
 * looked at (it may have failed) are left out: the rule keeps silent where it cannot be sure.
 */
#include "check/locks.h"

#include "ast/rules.h"

#include <string.h>

enum { MOST_LOCKS = 16, WALKS = 4 };

enum held { FREE, SOMETIMES, HELD };

/* What is known at a place. */
struct state {
    bool is_reached;
    unsigned char held[MOST_LOCKS]; /* enum held */
};

/* What jumps bring to a statement: to a label or a loop's next turn, and behind a loop or switch.
 */
struct arrival {
    const struct stmt *stmt;
    struct state before, behind;
};

struct locks {
    struct diag *diag;
    struct state now;
    VEC(struct arrival) arrivals;
    struct state at_switch; /* at the head of the innermost switch */
    bool has_default;       /* there was one in it */
    const char *names[MOST_LOCKS];
    unsigned count;
    bool reports;
};

/* ---- states ---- */

static void join(struct state *into, const struct state *other)
{
    if (!into->is_reached)
        *into = *other;
    if (!other->is_reached)
        return;
    for (unsigned i = 0; i < MOST_LOCKS; i++) {
        int a = into->held[i], b = other->held[i];
        into->held[i] = (unsigned char)(a == b                 ? a
                                        : a + b == HELD + FREE ? SOMETIMES
                                        : a < b                ? a
                                                               : b);
    }
}

static struct arrival *arrival_of(struct locks *l, const struct stmt *stmt)
{
    for (size_t i = l->arrivals.count; i-- > 0;)
        if (l->arrivals.items[i].stmt == stmt)
            return &l->arrivals.items[i];
    struct arrival *arrival = vec_push(&l->arrivals);
    *arrival = (struct arrival){.stmt = stmt};
    return arrival;
}

static void leave_for(struct locks *l, const struct stmt *target, bool is_behind)
{
    if (target) {
        struct arrival *arrival = arrival_of(l, target);
        join(is_behind ? &arrival->behind : &arrival->before, &l->now);
    }
    l->now.is_reached = false;
}

/* ---- calls ---- */

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool locks_it(const char *name)
{
    static const char *const names[] = {"pthread_mutex_lock",
                                        "mtx_lock",
                                        "pthread_rwlock_rdlock",
                                        "pthread_rwlock_wrlock",
                                        "pthread_spin_lock",
                                        "flockfile",
                                        NULL};
    return is_one_of(name, names);
}

/* Functions of the program's own count by what their names say. */
static bool frees_it(const struct named *named)
{
    static const char *const names[] = {"pthread_mutex_unlock",
                                        "mtx_unlock",
                                        "pthread_rwlock_unlock",
                                        "pthread_spin_unlock",
                                        "funlockfile",
                                        "pthread_mutex_destroy",
                                        NULL};
    return is_one_of(named->name, names) ||
           (!named->is_system && (strstr(named->name, "unlock") || strstr(named->name, "UNLOCK") ||
                                  strstr(named->name, "release") || strstr(named->name, "leave")));
}

static const struct named *callee_of(const struct expr *call)
{
    return call->kind == EXPR_CALL && call->kids[0]->kind == EXPR_CONSTANT ? call->kids[0]->named
                                                                           : NULL;
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

static void take_lock(struct locks *l, const struct expr *call)
{
    const char *name = lock_name(l, call);
    unsigned i = find_lock(l, name);
    if (i == MOST_LOCKS)
        return;
    if (i == l->count)
        l->names[l->count++] = name;
    l->now.held[i] = HELD;
}

static void free_lock(struct locks *l, const struct expr *call)
{
    unsigned i = find_lock(l, lock_name(l, call));
    if (i < l->count)
        l->now.held[i] = FREE;
    else
        memset(l->now.held, FREE, sizeof l->now.held);
}

/* ---- expressions ---- */

static void walk(struct locks *l, const struct stmt *stmt);

static void check_await(struct locks *l, const struct expr *await)
{
    for (unsigned i = 0; i < l->count; i++)
        if (l->reports && l->now.is_reached && l->now.held[i] != FREE)
            rule_report(l->diag, RULE_AWAIT_HOLDING_LOCK, await->span, l->names[i]);
}

static void visit(struct locks *l, const struct expr *expr)
{
    if (!expr || expr->is_unevaluated)
        return;
    if (expr->kind == EXPR_BLOCK) {
        walk(l, expr->block);
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        visit(l, expr->kids[i]);
    const struct named *callee = callee_of(expr);
    if (expr->kind == EXPR_AWAIT)
        check_await(l, expr);
    else if (callee && frees_it(callee))
        free_lock(l, expr);
    else if (expr->never_returns)
        l->now.is_reached = false;
}

/* `lock(m);`, `(void)lock(m);` */
static void visit_statement(struct locks *l, const struct expr *expr)
{
    visit(l, expr);
    while (expr->count == 1 && (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST))
        expr = expr->kids[0];
    const struct named *callee = callee_of(expr);
    if (callee && locks_it(callee->name))
        take_lock(l, expr);
}

/* ---- statements ---- */

static void walk_if(struct locks *l, const struct stmt *stmt)
{
    visit(l, stmt->expr);
    struct state before = l->now;
    walk(l, stmt->then);
    struct state after = l->now;
    l->now = before;
    if (stmt->other)
        walk(l, stmt->other);
    join(&l->now, &after);
}

/* The catch block may be come to from ahead of the try block and from its end, at the least. */
static void walk_try(struct locks *l, const struct stmt *stmt)
{
    struct state before = l->now;
    walk(l, stmt->then);
    struct state after = l->now;
    join(&l->now, &before);
    walk(l, stmt->other);
    join(&l->now, &after);
}

static void walk_loop(struct locks *l, const struct stmt *loop)
{
    bool tests_first = loop->kind != STMT_DO, has_end = loop->expr != NULL;
    if (loop->init)
        walk(l, loop->init);
    join(&l->now, &arrival_of(l, loop)->before);
    if (tests_first)
        visit(l, loop->expr);
    struct state tested = l->now;
    walk(l, loop->then);
    visit(l, loop->step);
    if (!tests_first) {
        visit(l, loop->expr);
        tested = l->now;
    }
    leave_for(l, loop, false);
    l->now = tested;
    l->now.is_reached &= has_end;
    join(&l->now, &arrival_of(l, loop)->behind);
}

static void walk_switch(struct locks *l, const struct stmt *stmt)
{
    struct state at_outer = l->at_switch;
    bool outer_has_default = l->has_default;
    visit(l, stmt->expr);
    l->at_switch = l->now;
    l->has_default = false;
    l->now.is_reached = false;
    walk(l, stmt->then);
    if (!l->has_default)
        join(&l->now, &l->at_switch);
    join(&l->now, &arrival_of(l, stmt)->behind);
    l->at_switch = at_outer;
    l->has_default = outer_has_default;
}

static void walk_parts(struct locks *l, const struct stmt *stmt)
{
    if (stmt->expr && stmt->kind == STMT_EXPR)
        visit_statement(l, stmt->expr);
    else
        visit(l, stmt->expr);
    for (size_t i = 0; i < stmt->decls.count; i++)
        visit(l, stmt->decls.items[i].init);
    for (size_t i = 0; i < stmt->body.count; i++)
        walk(l, stmt->body.items[i]);
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
        join(&l->now, &l->at_switch);
        walk_parts(l, stmt);
        return;
    case STMT_LABEL:
        join(&l->now, &arrival_of(l, stmt)->before);
        walk_parts(l, stmt);
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
        walk_parts(l, stmt);
        leave_for(l, NULL, false);
        return;
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_BLOCK:
    case STMT_NULL:
    case STMT_DEFER:
    case STMT_TIMEOUT:
    case STMT_YIELD:
    case STMT_OPAQUE:
        walk_parts(l, stmt);
        return;
    }
}

/* ---- the function ---- */

static bool has_lock(const struct stmt *stmt)
{
    if (!stmt)
        return false;
    const struct expr *expr = stmt->kind == STMT_EXPR ? stmt->expr : NULL;
    while (expr && expr->count == 1 && (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST))
        expr = expr->kids[0];
    const struct named *callee = expr ? callee_of(expr) : NULL;
    if (callee && locks_it(callee->name))
        return true;
    for (size_t i = 0; i < stmt->body.count; i++)
        if (has_lock(stmt->body.items[i]))
            return true;
    return has_lock(stmt->then) || has_lock(stmt->other);
}

static bool is_concerned(const struct func *func)
{
    bool found = has_lock(func->body);
    for (size_t i = 0; i < func->blocks.count && !found; i++)
        found = has_lock(func->blocks.items[i]);
    return found && func->awaits.count;
}

void locks_check(const struct func *func, struct diag *diag)
{
    if (!rule_is_on(diag, RULE_AWAIT_HOLDING_LOCK) || !is_concerned(func))
        return;
    struct locks l = {.diag = diag};
    for (int i = 0; i < WALKS; i++) {
        l.now = (struct state){.is_reached = true};
        l.reports = i == WALKS - 1;
        walk(&l, func->body);
    }
    vec_free(&l.arrivals);
}
