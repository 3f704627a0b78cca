/* SPDX-License-Identifier: MIT
 *
 * A region is what has to be entered at its begin: a try or catch block, a defer, an async_timeout,
 * a gen_each loop, and what stands in a block behind a defer or the declaration of an owned task.
 * Regions nest, so each place has a chain of them, from the inside out. A jump is right when every
 * region of its target is one of the place it comes from; and when what it leaves is no defer.
 */
#include "check/regions.h"

#include "ast/rules.h"
#include "check/walk.h"

enum region_kind {
    REGION_TRY,
    REGION_CATCH,
    REGION_IN_DEFER,
    REGION_TIMEOUT,
    REGION_EACH,
    REGION_BEHIND_DEFER,
    REGION_BEHIND_TASK
};

struct region {
    const struct region *outer;
    enum region_kind kind;
};

/* A jump or a target, and where it is. */
struct stand {
    const struct stmt *stmt;
    const struct region *region;
};

struct regions {
    struct diag *diag;
    const struct region *now;
    const struct region *at_switch; /* where the head of the innermost switch stands */
    VEC(struct stand) gotos;
    VEC(struct stand) labels;
};

static void walk(void *data, const struct stmt *stmt);

static const struct region *enter(const struct regions *r, enum region_kind kind)
{
    struct region *region = arena_new(&r->diag->arena, struct region);
    *region = (struct region){r->now, kind};
    return region;
}

static void walk_within(struct regions *r, enum region_kind kind, const struct stmt *stmt)
{
    const struct region *outer = r->now;
    r->now = enter(r, kind);
    walk(r, stmt);
    r->now = outer;
}

/* ---- the rules ---- */

static const char *name_of(enum region_kind kind)
{
    static const char *const names[] = {
        [REGION_TRY] = "into a try block",
        [REGION_CATCH] = "into a catch block",
        [REGION_IN_DEFER] = "into a defer",
        [REGION_TIMEOUT] = "into an async_timeout",
        [REGION_EACH] = "into a loop over a generator",
        [REGION_BEHIND_DEFER] = "over a defer into its scope",
        [REGION_BEHIND_TASK] = "over the declaration of a task into its scope",
    };
    return names[kind];
}

static bool holds(const struct region *outer, const struct region *inner)
{
    while (inner && inner != outer)
        inner = inner->outer;
    return inner == outer;
}

/* From one place to another; false if it was refused. */
static bool check_jump(const struct regions *r, struct span span, const struct region *from,
                       const struct region *to)
{
    const struct region *entered = NULL;
    for (const struct region *at = to; !holds(at, from); at = at->outer)
        entered = at;
    if (entered) {
        rule_report(r->diag, RULE_JUMP_INTO, span, name_of(entered->kind));
        return false;
    }
    for (const struct region *left = from; left != to; left = left->outer) {
        if (left->kind != REGION_IN_DEFER)
            continue;
        rule_report(r->diag, RULE_DEFER_EXIT, span, "a goto");
        return false;
    }
    return true;
}

/* ---- the walk ---- */

static void walk_expr(void *data, const struct expr *expr)
{
    const struct walker walker = {walk, walk_expr, data};
    walk_operands(&walker, expr);
}

static const struct stmt *behind_labels(const struct stmt *stmt)
{
    while (stmt->then &&
           (stmt->kind == STMT_LABEL || stmt->kind == STMT_CASE || stmt->kind == STMT_DEFAULT))
        stmt = stmt->then;
    return stmt;
}

/* What follows the statement in its block. */
static void go_behind(struct regions *r, const struct stmt *stmt)
{
    stmt = behind_labels(stmt);
    if (stmt->kind == STMT_DEFER && !stmt->is_at_once)
        r->now = enter(r, REGION_BEHIND_DEFER);
    for (size_t i = 0; i < stmt->decls.count; i++)
        if (stmt->decls.items[i].owns_task)
            r->now = enter(r, REGION_BEHIND_TASK);
}

static void walk_block(struct regions *r, const struct stmt *block)
{
    const struct region *outer = r->now;
    for (size_t i = 0; i < block->body.count; i++) {
        walk(r, block->body.items[i]);
        go_behind(r, block->body.items[i]);
    }
    r->now = outer;
}

static void walk_for(struct regions *r, const struct stmt *loop)
{
    const struct region *outer = r->now;
    const struct walker walker = {walk, walk_expr, r};
    if (loop->init)
        go_behind(r, loop->init);
    walk_parts(&walker, loop);
    r->now = outer;
}

static void walk_switch(struct regions *r, const struct stmt *stmt)
{
    const struct region *outer = r->at_switch;
    r->at_switch = r->now;
    walk(r, stmt->then);
    r->at_switch = outer;
}

static void walk_kind(struct regions *r, const struct stmt *stmt)
{
    const struct walker walker = {walk, walk_expr, r};
    switch (stmt->kind) {
    case STMT_TRY:
        walk_within(r, REGION_TRY, stmt->then);
        walk_within(r, REGION_CATCH, stmt->other);
        return;
    case STMT_DEFER:
        walk_within(r, REGION_IN_DEFER, stmt->then);
        return;
    case STMT_TIMEOUT:
        walk_expr(r, stmt->expr);
        walk_within(r, REGION_TIMEOUT, stmt->then);
        return;
    case STMT_EACH:
        walk_expr(r, stmt->expr);
        walk_within(r, REGION_EACH, stmt->then);
        return;
    case STMT_BLOCK:
        walk_block(r, stmt);
        return;
    case STMT_FOR:
        walk_for(r, stmt);
        return;
    case STMT_SWITCH:
        walk_expr(r, stmt->expr);
        walk_switch(r, stmt);
        return;
    case STMT_CASE:
    case STMT_DEFAULT:
        (void)check_jump(r, stmt->head, r->at_switch, r->now);
        walk_parts(&walker, stmt);
        return;
    case STMT_LABEL:
        *vec_add(&r->diag->arena, &r->labels) = (struct stand){stmt, r->now};
        walk_parts(&walker, stmt);
        return;
    case STMT_GOTO:
        *vec_add(&r->diag->arena, &r->gotos) = (struct stand){stmt, r->now};
        walk_parts(&walker, stmt);
        return;
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_IF:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
    case STMT_NULL:
    case STMT_THROW:
    case STMT_YIELD:
    case STMT_GEN_RETURN:
    case STMT_OPAQUE:
        walk_parts(&walker, stmt);
        return;
    }
}

static void walk(void *data, const struct stmt *stmt)
{
    walk_kind(data, stmt);
}

/* A computed goto may lead to every label whose address is taken. */
static bool leads_to(const struct stmt *jump, const struct stmt *label)
{
    return jump->expr ? label->is_addressed : jump->target == label;
}

static void check_gotos(const struct regions *r)
{
    for (size_t i = 0; i < r->gotos.count; i++) {
        const struct stand *from = &r->gotos.items[i];
        bool is_right = true;
        for (size_t k = 0; k < r->labels.count && is_right; k++)
            if (leads_to(from->stmt, r->labels.items[k].stmt))
                is_right = check_jump(r, from->stmt->span, from->region, r->labels.items[k].region);
    }
}

/* What a computed goto leaves is not known unless all of its labels stand in the same regions. */
static void check_computed(const struct regions *r)
{
    const struct stand *first = NULL;
    bool is_same = true;
    for (size_t i = 0; i < r->labels.count; i++) {
        const struct stand *label = &r->labels.items[i];
        if (!label->stmt->is_addressed)
            continue;
        first = first ? first : label;
        is_same &= label->region == first->region;
    }
    for (size_t i = 0; i < r->gotos.count && !is_same; i++)
        if (r->gotos.items[i].stmt->expr)
            rule_report(r->diag, RULE_COMPUTED_JUMP, r->gotos.items[i].stmt->span, "");
}

void regions_check(const struct func *func, struct diag *diag)
{
    struct regions r = {.diag = diag};
    if (!func->uses_errors && !func->owns_tasks)
        return;
    walk(&r, func->body);
    check_gotos(&r);
    check_computed(&r);
}
