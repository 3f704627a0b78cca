/* SPDX-License-Identifier: MIT
 *
 * Tables of the functions that lock and unlock, and the join of two states.
 */
#include "check/lock_state.h"

#include "check/walk.h"

#include <string.h>

/* ---- states ---- */

static enum lock_held join_held(enum lock_held a, enum lock_held b)
{
    enum lock_held least = a < b ? a : b, most = a < b ? b : a;
    return most == LOCK_HELD && least != most ? LOCK_SOMETIMES : least;
}

void lock_join(struct lock_state *into, const struct lock_state *other)
{
    if (!other->is_reached)
        return;
    if (!into->is_reached)
        *into = *other;
    for (unsigned i = 0; i < MOST_LOCKS; i++)
        into->held[i] = (unsigned char)join_held(into->held[i], other->held[i]);
}

/* ---- calls ---- */

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool calls_one_of(const struct expr *expr, const char *const *names)
{
    const struct named *callee = walk_callee(expr);
    return callee && is_one_of(callee->name, names);
}

bool lock_takes(const struct expr *expr)
{
    static const char *const names[] = {"pthread_mutex_lock",
                                        "mtx_lock",
                                        "pthread_rwlock_rdlock",
                                        "pthread_rwlock_wrlock",
                                        "pthread_spin_lock",
                                        "flockfile",
                                        NULL};
    return calls_one_of(expr, names);
}

bool lock_may_take(const struct expr *expr)
{
    static const char *const names[] = {"pthread_mutex_trylock",
                                        "pthread_mutex_timedlock",
                                        "pthread_mutex_clocklock",
                                        "pthread_rwlock_tryrdlock",
                                        "pthread_rwlock_trywrlock",
                                        "pthread_rwlock_timedrdlock",
                                        "pthread_rwlock_timedwrlock",
                                        "pthread_rwlock_clockrdlock",
                                        "pthread_rwlock_clockwrlock",
                                        "pthread_spin_trylock",
                                        "mtx_trylock",
                                        "mtx_timedlock",
                                        "ftrylockfile",
                                        NULL};
    return calls_one_of(expr, names);
}

static bool has_part(const char *name, const char *const *parts)
{
    for (; *parts; parts++)
        if (strstr(name, *parts))
            return true;
    return false;
}

bool lock_frees(const struct expr *expr)
{
    static const char *const names[] = {"pthread_mutex_unlock",
                                        "mtx_unlock",
                                        "pthread_rwlock_unlock",
                                        "pthread_spin_unlock",
                                        "funlockfile",
                                        "pthread_mutex_destroy",
                                        NULL};
    static const char *const parts[] = {"unlock", "UNLOCK", "release", "leave", NULL};
    const struct named *callee = walk_callee(expr);
    return callee && (is_one_of(callee->name, names) ||
                      (!callee->is_system && has_part(callee->name, parts)));
}

bool lock_cleanup_frees(const char *name)
{
    static const char *const parts[] = {"lock",    "LOCK",  "Lock",  "mutex", "mtx",
                                        "release", "leave", "guard", "Guard", NULL};
    return has_part(name, parts);
}

/* ---- conditions ---- */

const struct var *lock_var(const struct expr *expr)
{
    expr = walk_without_parens(expr);
    if (expr->kind == EXPR_ASSIGN)
        expr = walk_without_parens(expr->kids[0]);
    return expr->kind == EXPR_NAME ? expr->var : NULL;
}

static bool is_zero(const struct expr *expr)
{
    struct span span = expr->span;
    const char *text = span.source ? span.source->text + span.begin : "";
    return expr->kind == EXPR_CONSTANT && expr->is_spelled && span.source &&
           (word_is(text, span.end - span.begin, "0") ||
            word_is(text, span.end - span.begin, "thrd_success"));
}

const struct expr *lock_compared(const struct expr *expr, const char *op)
{
    if (expr->kind != EXPR_BINARY || expr->count != 2 || !expr->op || strcmp(expr->op, op) != 0)
        return NULL;
    return is_zero(expr->kids[1]) ? expr->kids[0] : is_zero(expr->kids[0]) ? expr->kids[1] : NULL;
}
