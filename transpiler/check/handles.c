/* SPDX-License-Identifier: MIT
 *
 * Handles are references: nothing is computed with them, one that owns its task stays what it is,
 * and a generator is resumed in the way of its kind. A first walk over the declarations notes which
 * variables own a task and which hold an async generator; a second one looks at their uses, and at
 * the addresses that tasks are given which may outlive what they point to.
 */
#include "check/handles.h"

#include "ast/rules.h"
#include "check/walk.h"

#include <string.h>

enum { BODY_DEPTH = 1 /* of the scope of a function's outermost block */ };

struct handles {
    struct diag *diag;
    const struct func *func;
    bool *owns;     /* [var]: owns its task */
    bool *is_async; /* [var]: holds an async generator */
};

static void note(void *data, const struct stmt *stmt);
static void check_stmt(void *data, const struct stmt *stmt);
static void check_expr(void *data, const struct expr *expr);

static bool is_handle(const struct expr *expr)
{
    return expr->type && (expr->type->is_handle || expr->type->is_generator);
}

/* ---- what the variables hold ---- */

/* A call of an async generator. */
static bool gives_async_generator(const struct expr *expr)
{
    expr = walk_without_parens(expr);
    if (expr->kind != EXPR_CALL || !expr->count || !expr->type->is_generator)
        return false;
    const struct type *callee = expr->kids[0]->type;
    bool is_pointer = callee->kind == TYPE_SCALAR && callee->result;
    return (expr->function && expr->function->is_async) || callee->is_async ||
           (is_pointer && callee->result->is_async);
}

static void note_expr(void *data, const struct expr *expr)
{
    const struct walker walker = {note, note_expr, data};
    walk_operands(&walker, expr);
}

static void note(void *data, const struct stmt *stmt)
{
    struct handles *h = data;
    const struct walker walker = {note, note_expr, h};
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        if (!decl->var)
            continue;
        h->owns[decl->var->index] = decl->owns_task;
        h->is_async[decl->var->index] = decl->init && gives_async_generator(decl->init);
    }
    walk_parts(&walker, stmt);
}

static const struct var *named_var(const struct expr *expr)
{
    expr = walk_without_parens(expr);
    return expr->kind == EXPR_NAME ? expr->var : NULL;
}

/* ---- generators of the wrong kind ---- */

static bool is_async_generator(const struct handles *h, const struct expr *expr)
{
    const struct var *var = named_var(expr);
    return gives_async_generator(expr) || (var && h->is_async[var->index]);
}

static void check_resume(const struct handles *h, const struct expr *expr, const struct expr *g,
                         const char *name)
{
    if (is_async_generator(h, g))
        rule_report(h->diag, RULE_ASYNC_GENERATOR, expr->span, name);
}

/* gen_next and the like, in an ordinary function too. */
static void check_call(const struct handles *h, const struct expr *expr)
{
    static const char *const names[] = {"gen_next", "gen_throw", "gen_close", NULL};
    const char *callee = walk_system_callee(expr);
    for (const char *const *name = names; callee && *name && expr->count > 1; name++)
        if (strcmp(*name, callee) == 0)
            check_resume(h, expr, expr->kids[1], callee + strlen("gen_"));
}

/* ---- tasks that are given addresses ---- */

/* The local whose address the argument is. */
static const struct var *lent_var(const struct expr *argument)
{
    argument = walk_without_parens(argument);
    while (argument->kind == EXPR_CAST && argument->count)
        argument = walk_without_parens(argument->kids[0]);
    bool is_address = argument->kind == EXPR_ADDRESS;
    const struct expr *object = is_address ? walk_without_parens(argument->kids[0]) : argument;
    while ((object->kind == EXPR_MEMBER && !object->is_arrow) || expr_is_element(object)) {
        is_address |= object->type->kind == TYPE_ARRAY;
        object = walk_without_parens(object->kids[0]);
    }
    bool is_array = argument->type->kind == TYPE_ARRAY;
    bool is_local = object->kind == EXPR_NAME || object->kind == EXPR_LITERAL;
    return is_local && object->var && (is_address || is_array) ? object->var : NULL;
}

static void check_lent(const struct handles *h, const struct expr *spawn, bool is_detached)
{
    const struct expr *call = walk_without_parens(spawn->kids[0]);
    for (unsigned i = 1; call->kind == EXPR_CALL && i < call->count; i++) {
        const struct var *var = lent_var(call->kids[i]);
        const char *name = var && var->name ? var->name : "this";
        if (var && is_detached)
            rule_report(h->diag, RULE_LENT_DETACHED, call->kids[i]->span, name);
        else if (var && var->scope->depth > BODY_DEPTH)
            rule_report(h->diag, RULE_LENT_LONGER, call->kids[i]->span, name);
    }
}

/* ---- uses ---- */

static void refuse_arithmetic(const struct handles *h, const struct expr *expr)
{
    for (unsigned i = 0; i < expr->count; i++)
        if (is_handle(expr->kids[i])) {
            rule_report(h->diag, RULE_HANDLE_ARITHMETIC, expr->span,
                        expr->kids[i]->type->is_handle ? "future" : "generator");
            return;
        }
}

static bool is_sum(const struct expr *expr)
{
    return strcmp(expr->op, "+") == 0 || strcmp(expr->op, "-") == 0;
}

static void check_assignment(const struct handles *h, const struct expr *expr)
{
    const struct var *var = named_var(expr->kids[0]);
    if (var && h->owns[var->index])
        rule_report(h->diag, RULE_OWNED_ASSIGN, expr->span, var->name);
}

static void check_kind(const struct handles *h, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_INDEX:
    case EXPR_STEP:
    case EXPR_ASSIGN_OP:
        refuse_arithmetic(h, expr);
        return;
    case EXPR_BINARY:
        if (is_sum(expr))
            refuse_arithmetic(h, expr);
        return;
    case EXPR_ASSIGN:
        check_assignment(h, expr);
        return;
    case EXPR_CALL:
        check_call(h, expr);
        return;
    case EXPR_GEN:
        check_resume(h, expr, expr->kids[0], expr->op);
        return;
    case EXPR_SPAWN:
        if (h->func->function && h->func->function->is_async)
            check_lent(h, expr, false);
        return;
    case EXPR_DETACH:
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_CONDITIONAL:
    case EXPR_COMMA:
    case EXPR_CAST:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_AWAIT:
    case EXPR_RUN:
    case EXPR_YIELD_FROM:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
    case EXPR_BLOCK:
    case EXPR_MEASURE:
    case EXPR_OPAQUE:
        return;
    }
}

static void check_expr(void *data, const struct expr *expr)
{
    struct handles *h = data;
    const struct walker walker = {check_stmt, check_expr, h};
    const struct expr *task = expr->kind == EXPR_DETACH ? walk_without_parens(expr->kids[0]) : NULL;
    check_kind(h, expr);
    if (task && task->kind == EXPR_SPAWN) {
        check_lent(h, task, true);
        walk_operands(&walker, task);
    } else {
        walk_operands(&walker, expr);
    }
}

/* ---- statements ---- */

static void check_return(const struct handles *h, const struct stmt *stmt)
{
    const struct var *var = named_var(stmt->expr);
    if (var && h->owns[var->index])
        rule_report(h->diag, RULE_OWNED_RETURN, stmt->expr->span, var->name);
    bool is_async = h->func->function && h->func->function->is_async;
    if (is_async && walk_without_parens(stmt->expr)->kind == EXPR_SPAWN)
        rule_report(h->diag, RULE_SPAWN_RETURN, stmt->expr->span, "");
}

/* The task of a declaration ends with its block, so nothing in that is lent for too long. */
static void check_owned(struct handles *h, const struct decl *decl)
{
    const struct walker walker = {check_stmt, check_expr, h};
    walk_operands(&walker, walk_without_parens(decl->init));
}

static void check_stmt(void *data, const struct stmt *stmt)
{
    struct handles *h = data;
    const struct walker walker = {check_stmt, check_expr, h};
    bool owns = false;
    if (stmt->kind == STMT_RETURN && stmt->expr)
        check_return(h, stmt);
    if (stmt->kind == STMT_EACH && !stmt->is_async && is_async_generator(h, stmt->expr))
        rule_report(h->diag, RULE_ASYNC_GENERATOR_EACH, stmt->head, "");
    for (size_t i = 0; i < stmt->decls.count; i++)
        owns |= stmt->decls.items[i].owns_task;
    if (!owns) {
        walk_parts(&walker, stmt);
        return;
    }
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        if (decl->owns_task)
            check_owned(h, decl);
        else if (decl->init && !decl->init->is_unevaluated)
            check_expr(h, decl->init);
    }
}

void handles_check(const struct func *func, struct diag *diag)
{
    struct handles h = {.diag = diag, .func = func};
    h.owns = arena_array(&diag->arena, bool, func->vars.count + 1);
    h.is_async = arena_array(&diag->arena, bool, func->vars.count + 1);
    note(&h, func->body);
    check_stmt(&h, func->body);
}
