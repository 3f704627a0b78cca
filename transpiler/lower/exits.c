/* SPDX-License-Identifier: MIT
 *
 * One walk over the tree keeps the list of what is alive. Jumps are collected on the way: where a
 * goto leads is known only at the end.
 */
#include "lower/exits.h"

struct walk {
    struct arena *arena;
    struct exit *active;
    VEC(struct stmt *) jumps;
};

static void walk(struct walk *w, struct stmt *stmt);

/* The statements in expressions. */
static void walk_expr(struct walk *w, struct expr *expr)
{
    if (!expr)
        return;
    if (expr->kind == EXPR_BLOCK) {
        walk(w, expr->block);
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        walk_expr(w, expr->kids[i]);
}

static void walk_decls(struct walk *w, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        struct decl *decl = &stmt->decls.items[i];
        for (size_t k = 0; k < decl->sizes.count; k++)
            walk_expr(w, decl->sizes.items[k].expr);
        walk_expr(w, decl->init);
        if (!decl->var || !var_is_ended(decl->var))
            continue;
        struct exit *exit = arena_new(w->arena, struct exit);
        *exit = (struct exit){decl->var, w->active};
        w->active = exit;
    }
}

static void walk_parts(struct walk *w, struct stmt *stmt)
{
    walk_expr(w, stmt->expr);
    walk_expr(w, stmt->step);
    if (stmt->then)
        walk(w, stmt->then);
    if (stmt->other)
        walk(w, stmt->other);
}

static void walk(struct walk *w, struct stmt *stmt)
{
    struct exit *outer = w->active;
    stmt->active = stmt->until = outer;
    switch (stmt->kind) {
    case STMT_DECL:
        walk_decls(w, stmt);
        return;
    case STMT_BLOCK:
        for (size_t i = 0; i < stmt->body.count; i++)
            walk(w, stmt->body.items[i]);
        stmt->active = w->active;
        w->active = outer;
        return;
    case STMT_FOR:
        if (stmt->init)
            walk(w, stmt->init);
        stmt->active = w->active;
        walk_parts(w, stmt);
        w->active = outer;
        return;
    case STMT_GOTO:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
        walk_expr(w, stmt->expr);
        *vec_push(&w->jumps) = stmt;
        return;
    case STMT_EXPR:
    case STMT_IF:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_SWITCH:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_NULL:
    case STMT_THROW:
    case STMT_TRY:
    case STMT_DEFER:
    case STMT_TIMEOUT:
    case STMT_YIELD:
    case STMT_GEN_RETURN:
    case STMT_EACH:
    case STMT_OPAQUE:
        walk_parts(w, stmt);
        return;
    }
}

static bool has_any(const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (var_is_ended(func->vars.items[i]))
            return true;
    return false;
}

void exits_find(struct arena *arena, struct func *func)
{
    struct walk w = {.arena = arena};
    if (!has_any(func))
        return;
    walk(&w, func->body);
    for (size_t i = 0; i < w.jumps.count; i++) {
        struct stmt *jump = w.jumps.items[i];
        if (jump->kind == STMT_RETURN)
            jump->until = NULL;
        else if (jump->target)
            jump->until = jump->target->active;
    }
    vec_free(&w.jumps);
}

bool exits_any(const struct stmt *stmt)
{
    return stmt->active != stmt->until;
}
