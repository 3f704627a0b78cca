/* SPDX-License-Identifier: MIT
 *
 * Trees made by hand, for the tests of the stages after front/. One function is built at a time:
 *
 *     build_begin();
 *     struct var *x = build_local("x", &build_int);
 *     build_body(LIST(s_decl(x, x_wait()), s_return(x_name(x))));
 *
 * x_ makes expressions, s_ statements. C leaves open in which order arguments are evaluated: awaits
 * are numbered as they are made, so what holds more than one is made in steps.
 */
#ifndef AWAITC_TESTS_BUILDER_H
#define AWAITC_TESTS_BUILDER_H

#include "ast/ast.h"
#include <string.h>

#define LIST(...) ((void *[]){__VA_ARGS__, NULL})

#define TYPE(kind, prefix, suffix, size, align, ...)                                               \
    __attribute__((unused)) = {kind, prefix, suffix, size, align, __VA_ARGS__}

static struct type build_int TYPE(TYPE_SCALAR, "int", "", 4, 4, .begins = 0);
static struct type build_const_int TYPE(TYPE_SCALAR, "const int", "", 4, 4, .is_const = true);
static struct type build_pointer TYPE(TYPE_SCALAR, "int *", "", 8, 8, .result = &build_int);
static struct type build_array TYPE(TYPE_ARRAY, "int", "[100]", 400, 4, .begins = 0);
static struct type build_struct TYPE(TYPE_AGGREGATE, "struct s", "", 400, 8, .begins = 0);
static struct type build_handle TYPE(TYPE_SCALAR, "int *", "", 8, 8, .is_handle = true);

#undef TYPE

static struct {
    struct arena arena;
    struct func func;
    struct scope *scope; /* the innermost that is open */
} build;

static inline void build_begin(void)
{
    memset(&build, 0, sizeof build);
    build.func.name = "f";
    build.func.scope_count = 1;
    build.scope = arena_new(&build.arena, struct scope);
}

static inline void build_end(void)
{
    vec_free(&build.func.vars);
    vec_free(&build.func.awaits);
    arena_free(&build.arena);
}

static inline struct scope *build_open(void)
{
    struct scope *scope = arena_new(&build.arena, struct scope);
    *scope = (struct scope){build.scope, build.func.scope_count++, build.scope->depth + 1, false};
    return build.scope = scope;
}

static inline struct var *build_var(enum var_kind kind, const char *name, struct type *type)
{
    struct var *var = arena_new(&build.arena, struct var);
    *var = (struct var){.kind = kind,
                        .name = name,
                        .type = type,
                        .scope = build.scope,
                        .index = (unsigned)build.func.vars.count};
    *vec_push(&build.func.vars) = var;
    return var;
}

/* Parameters come before build_local() and build_open(). */
static inline struct var *build_param(const char *name, struct type *type)
{
    build.func.param_count++;
    return build_var(VAR_PARAM, name, type);
}

/* The first opens the scope of the body. */
static inline struct var *build_local(const char *name, struct type *type)
{
    if (!build.scope->parent)
        build_open();
    return build_var(VAR_LOCAL, name, type);
}

/* ---- expressions ---- */

static inline struct expr *x_node(enum expr_kind kind, struct type *type, void **kids)
{
    struct expr *expr = arena_new(&build.arena, struct expr);
    expr->kind = kind;
    expr->type = type;
    expr->is_spelled = true;
    while (kids[expr->count])
        expr->count++;
    expr->kids = arena_array(&build.arena, struct expr *, expr->count + 1);
    memcpy(expr->kids, kids, expr->count * sizeof *kids);
    return expr;
}

static inline struct expr *x_num(void)
{
    return x_node(EXPR_CONSTANT, &build_int, LIST(NULL));
}

/* A constant with a text of its own, which has to be a literal. */
static inline struct expr *x_text(const char *text)
{
    struct expr *expr = x_num();
    struct source *source = arena_new(&build.arena, struct source);
    *source = (struct source){.name = "text", .text = text, .size = strlen(text)};
    expr->span = (struct span){source, 0, (unsigned)source->size};
    return expr;
}

static inline struct expr *x_name(struct var *var)
{
    struct expr *expr = x_node(EXPR_NAME, var->type, LIST(NULL));
    expr->var = var;
    return expr;
}

static inline struct expr *x_index(struct expr *base, struct expr *index)
{
    return x_node(EXPR_INDEX, &build_int, LIST(base, index));
}

static inline struct expr *x_member(struct expr *base, struct type *type)
{
    return x_node(EXPR_MEMBER, type, LIST(base));
}

static inline struct expr *x_arrow(struct expr *base, struct type *type)
{
    struct expr *expr = x_member(base, type);
    expr->is_arrow = true;
    return expr;
}

static inline struct expr *x_address(struct expr *object)
{
    return x_node(EXPR_ADDRESS, &build_pointer, LIST(object));
}

static inline struct expr *x_operator(enum expr_kind kind, const char *op, void **kids)
{
    struct expr *expr = x_node(kind, ((struct expr *)kids[0])->type, kids);
    expr->op = op;
    return expr;
}

static inline struct expr *x_add(struct expr *left, struct expr *right)
{
    return x_operator(EXPR_BINARY, "+", LIST(left, right));
}

static inline struct expr *x_assign(struct expr *object, struct expr *value)
{
    return x_operator(EXPR_ASSIGN, "=", LIST(object, value));
}

static inline struct expr *x_assign_op(struct expr *object, struct expr *value)
{
    return x_operator(EXPR_ASSIGN_OP, "+=", LIST(object, value));
}

static inline struct expr *x_init(void **values)
{
    return x_node(EXPR_INIT, &build_struct, values);
}

/* A compound literal with its object in the scope that is open. */
static inline struct expr *x_literal(struct type *type, void **values)
{
    struct expr *expr = x_node(EXPR_LITERAL, type, LIST(x_init(values)));
    expr->var = build_var(VAR_LITERAL, NULL, type);
    return expr;
}

/* A call of an ordinary function, or (x_async) of an async one. */
static inline struct expr *x_call(void **args)
{
    void *kids[16] = {x_num()};
    for (unsigned i = 0; args[i]; i++)
        kids[i + 1] = args[i];
    return x_node(EXPR_CALL, &build_int, kids);
}

static inline struct expr *x_async(void **args)
{
    struct expr *expr = x_call(args);
    expr->is_async = true;
    return expr;
}

static inline struct expr *x_await(struct expr *operand)
{
    struct expr *expr = x_node(EXPR_AWAIT, operand->type, LIST(operand));
    expr->index = (unsigned)build.func.awaits.count;
    *vec_push(&build.func.awaits) = expr;
    return expr;
}

static inline struct expr *x_wait(void)
{
    return x_await(x_async(LIST(NULL)));
}

/* ---- statements ---- */

static inline struct stmt *s_node(enum stmt_kind kind)
{
    struct stmt *stmt = arena_new(&build.arena, struct stmt);
    stmt->kind = kind;
    stmt->scope = build.scope;
    return stmt;
}

static inline struct stmt *s_expr(struct expr *expr)
{
    struct stmt *stmt = s_node(STMT_EXPR);
    stmt->expr = expr;
    return stmt;
}

static inline struct stmt *s_decl(struct var *var, struct expr *init)
{
    struct stmt *stmt = s_node(STMT_DECL);
    stmt->decls.items = arena_new(&build.arena, struct decl);
    stmt->decls.count = 1;
    stmt->decls.items[0] = (struct decl){.var = var, .init = init};
    return stmt;
}

/* Closes the scope that is open; NULL: the block has none of its own. */
static inline struct stmt *s_block(struct scope *scope, void **stmts)
{
    if (scope)
        build.scope = scope->parent;
    struct stmt *stmt = s_node(STMT_BLOCK);
    stmt->inner = scope;
    while (stmts[stmt->body.count])
        stmt->body.count++;
    stmt->body.items = arena_array(&build.arena, struct stmt *, stmt->body.count + 1);
    memcpy(stmt->body.items, stmts, stmt->body.count * sizeof *stmts);
    return stmt;
}

static inline void build_body(void **stmts)
{
    if (!build.scope->parent)
        build_open();
    build.func.body = s_block(build.scope, stmts);
}

static inline struct stmt *s_if(struct expr *expr, struct stmt *then, struct stmt *other)
{
    struct stmt *stmt = s_expr(expr);
    stmt->kind = STMT_IF;
    stmt->then = then;
    stmt->other = other;
    return stmt;
}

/* Fills a STMT_WHILE, DO or SWITCH; one that its body does not refer to can be made on the way. */
static inline struct stmt *s_fill(struct stmt *stmt, struct expr *expr, struct stmt *then)
{
    stmt->expr = expr;
    stmt->then = then;
    return stmt;
}

static inline struct stmt *s_while(struct expr *expr, struct stmt *then)
{
    return s_fill(s_node(STMT_WHILE), expr, then);
}

/* A case, default or label. */
static inline struct stmt *s_before(enum stmt_kind kind, struct stmt *then)
{
    return s_fill(s_node(kind), NULL, then);
}

/* A goto, break or continue. */
static inline struct stmt *s_jump(enum stmt_kind kind, struct stmt *target)
{
    struct stmt *stmt = s_node(kind);
    stmt->target = target;
    return stmt;
}

static inline struct stmt *s_return(struct expr *expr)
{
    struct stmt *stmt = s_expr(expr);
    stmt->kind = STMT_RETURN;
    return stmt;
}

#endif
