/* SPDX-License-Identifier: MIT
 *
 * An expression becomes events in the order of evaluation, strictly from left to right. What names
 * an object is taken in two steps. Its place comes first: the subscripts and pointers on the way to
 * it. The access follows, once the value to be stored is there: an event on the variable that the
 * object is part of, if it is part of one. `a[i].x`, a being a local array, is part of a; `p->x`
 * and `p[i]` are read through p and part of no variable.
 *
 * Conditions become jumps: `a && b` goes to where it leads as soon as that is known, so that what b
 * assigns is known to be assigned where both were true.
 */
#include "flow/events.h"

#include <ctype.h>
#include <string.h>

/* ---- blocks ---- */

struct cfg_block *cfg_block_new(struct cfg_builder *builder, struct scope *scope)
{
    struct cfg_block *block = arena_new(builder->arena, struct cfg_block);
    block->scope = scope;
    return block;
}

struct cfg_block *cfg_block_here(struct cfg_builder *builder)
{
    return cfg_block_new(builder, builder->block->scope);
}

void cfg_start(struct cfg_builder *builder, struct cfg_block *block)
{
    block->index = (unsigned)builder->cfg->blocks.count;
    *vec_push(&builder->cfg->blocks) = block;
    builder->block = block;
}

void cfg_edge(struct cfg_block *from, struct cfg_block *to)
{
    if (from->next.count && from->next.items[from->next.count - 1] == to)
        return;
    *vec_push(&from->next) = to;
}

void cfg_fall_into(struct cfg_builder *builder, struct cfg_block *block)
{
    cfg_edge(builder->block, block);
    cfg_start(builder, block);
}

void events_add(struct cfg_builder *builder, enum cfg_event_kind kind, struct var *var,
                struct expr *expr)
{
    *vec_push(&builder->block->events) = (struct cfg_event){kind, var, expr};
}

void events_await(struct cfg_builder *builder, struct expr *await)
{
    events_add(builder, CFG_AWAIT, NULL, await);
    events_throw(builder);
}

void events_throw(struct cfg_builder *builder)
{
    if (!builder->handler)
        return;
    cfg_edge(builder->block, builder->handler);
    cfg_fall_into(builder, cfg_block_here(builder));
}

/* ---- objects ---- */

static bool is_array(const struct expr *expr)
{
    return expr->type->kind == TYPE_ARRAY;
}

/* Does expr name (a part of) the object that its first operand names, not what that points to? */
static bool is_part(const struct expr *expr)
{
    if (expr->kind == EXPR_PAREN)
        return true;
    if (expr->kind == EXPR_MEMBER)
        return !expr->is_arrow || is_array(expr->kids[0]);
    if (expr->kind == EXPR_DEREF)
        return is_array(expr->kids[0]);
    if (expr->kind == EXPR_INDEX)
        return expr_is_element(expr);
    return expr_is_half(expr);
}

/* The variable that the object named by expr is (a part of). NULL: none, or expr names no object.
 */
static struct var *root_of(const struct expr *expr)
{
    while (is_part(expr))
        expr = expr->kids[0];
    return expr->kind == EXPR_NAME || expr->kind == EXPR_LITERAL ? expr->var : NULL;
}

/* Is it a variable as a whole? */
static bool is_whole(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    return expr->kind == EXPR_NAME || expr->kind == EXPR_LITERAL;
}

/* A compound literal is an object of its block: evaluating it makes it anew. */
static void evaluate_literal(struct cfg_builder *builder, struct expr *expr)
{
    events_add(builder, CFG_DECLARE, expr->var, expr);
    events_value(builder, expr->kids[0]);
    events_add(builder, CFG_DEFINE, expr->var, expr);
}

/* Evaluates what it takes to know the place of the object that expr names. */
static void evaluate_place(struct cfg_builder *builder, struct expr *expr)
{
    if (is_part(expr)) {
        evaluate_place(builder, expr->kids[0]);
        if (expr->kind == EXPR_INDEX)
            events_value(builder, expr->kids[1]);
    } else if (expr->kind == EXPR_LITERAL) {
        evaluate_literal(builder, expr);
    } else if (expr->kind == EXPR_MEMBER || expr->kind == EXPR_DEREF || expr->kind == EXPR_INDEX) {
        for (unsigned i = 0; i < expr->count; i++)
            events_value(builder, expr->kids[i]);
    } else if (expr->kind != EXPR_NAME) {
        events_value(builder, expr);
    }
}

static void access_object(struct cfg_builder *builder, enum cfg_event_kind kind, struct expr *expr)
{
    struct var *root = root_of(expr);
    if (root)
        events_add(builder, kind, root, expr);
}

/* An array as a value is its address. */
static void read_object(struct cfg_builder *builder, struct expr *expr)
{
    evaluate_place(builder, expr);
    access_object(builder, is_array(expr) ? CFG_BORROW : CFG_USE, expr);
}

static void write_object(struct cfg_builder *builder, struct expr *expr)
{
    access_object(builder, is_whole(expr) ? CFG_DEFINE : CFG_TOUCH, expr);
}

/* ---- assignments ---- */

/* Is a value of the type copied piece by piece? */
static bool is_large(const struct type *type)
{
    return type->kind != TYPE_SCALAR || type->size > 8;
}

/* Large objects are written while those that their value comes from are still being read, so that
 * the two must not share storage: says once more what was read since the last await of expr. Gives
 * whether there is one. */
static bool read_again(struct cfg_builder *builder, struct expr *expr)
{
    if (expr->is_unevaluated)
        return false;
    if (expr->kind == EXPR_AWAIT)
        return true;
    bool has_await = false;
    for (unsigned i = expr->count; i-- > 0;) {
        bool is_last_arm = expr->kind == EXPR_CONDITIONAL && i == 2;
        has_await |= read_again(builder, expr->kids[i]);
        if (has_await && !is_last_arm)
            return true;
    }
    if (expr->var)
        events_add(builder, CFG_USE, expr->var, expr);
    return false;
}

static void evaluate_assignment(struct cfg_builder *builder, struct expr *expr)
{
    struct expr *object = expr->kids[0], *value = expr->kids[1];
    evaluate_place(builder, object);
    events_value(builder, value);
    if (expr->kind == EXPR_ASSIGN_OP)
        access_object(builder, CFG_USE, object);
    write_object(builder, object);
    if (is_large(object->type))
        read_again(builder, value);
}

static void evaluate_step(struct cfg_builder *builder, struct expr *expr)
{
    evaluate_place(builder, expr->kids[0]);
    access_object(builder, CFG_USE, expr->kids[0]);
    write_object(builder, expr->kids[0]);
}

void events_size(struct cfg_builder *builder, const struct size *size)
{
    events_value(builder, size->expr);
    events_add(builder, CFG_DEFINE, size->var, NULL);
    events_add(builder, CFG_KEEP, size->var, NULL);
}

void events_room(struct cfg_builder *builder, struct expr *expr)
{
    const struct expr *call = expr_in_room(expr);
    if (!call)
        return;
    events_add(builder, CFG_DEFINE, call->room, expr);
    events_add(builder, CFG_KEEP, call->room, expr);
}

void events_declare(struct cfg_builder *builder, const struct decl *decl)
{
    for (size_t i = 0; i < decl->sizes.count; i++)
        events_size(builder, &decl->sizes.items[i]);
    if (!decl->var || decl->var->kind == VAR_TYPE)
        return;
    events_add(builder, CFG_DECLARE, decl->var, NULL);
    if (decl->init) {
        events_value(builder, decl->init);
        events_add(builder, CFG_DEFINE, decl->var, decl->init);
        if (is_large(decl->var->type))
            read_again(builder, decl->init);
        events_room(builder, decl->init);
    }
    if (decl->owns_task) /* is looked at when the variable has its value */
        events_throw(builder);
    if (var_is_ended(decl->var))
        events_add(builder, CFG_KEEP, decl->var, NULL);
}

/* ---- choices ---- */

enum truth { TRUTH_UNKNOWN, TRUTH_ALWAYS, TRUTH_NEVER };

/* Sees through `while (1)` and `do ... while (0)`, no further. */
static enum truth truth_of(const struct expr *expr)
{
    if (expr->kind != EXPR_CONSTANT || !expr->is_spelled || !expr->span.source)
        return TRUTH_UNKNOWN;
    bool is_zero = true;
    for (unsigned i = expr->span.begin; i < expr->span.end; i++) {
        char c = expr->span.source->text[i];
        if (!isdigit((unsigned char)c))
            return TRUTH_UNKNOWN;
        is_zero = is_zero && c == '0';
    }
    return is_zero ? TRUTH_NEVER : TRUTH_ALWAYS;
}

static void test_value(struct cfg_builder *builder, struct expr *expr, struct cfg_block *yes,
                       struct cfg_block *no)
{
    enum truth truth = truth_of(expr);
    events_value(builder, expr);
    if (truth != TRUTH_NEVER)
        cfg_edge(builder->block, yes);
    if (truth != TRUTH_ALWAYS)
        cfg_edge(builder->block, no);
}

static void test_both(struct cfg_builder *builder, struct expr *expr, struct cfg_block *yes,
                      struct cfg_block *no)
{
    struct cfg_block *right = cfg_block_here(builder);
    bool is_and = expr->kind == EXPR_AND;
    events_condition(builder, expr->kids[0], is_and ? right : yes, is_and ? no : right);
    cfg_start(builder, right);
    events_condition(builder, expr->kids[1], yes, no);
}

void events_condition(struct cfg_builder *builder, struct expr *expr, struct cfg_block *yes,
                      struct cfg_block *no)
{
    if (expr->kind == EXPR_PAREN)
        events_condition(builder, expr->kids[0], yes, no);
    else if (expr->kind == EXPR_UNARY && strcmp(expr->op, "!") == 0)
        events_condition(builder, expr->kids[0], no, yes);
    else if (expr->kind == EXPR_AND || expr->kind == EXPR_OR)
        test_both(builder, expr, yes, no);
    else
        test_value(builder, expr, yes, no);
}

static void evaluate_logical(struct cfg_builder *builder, struct expr *expr)
{
    struct cfg_block *after = cfg_block_here(builder);
    events_condition(builder, expr, after, after);
    cfg_start(builder, after);
}

static void evaluate_conditional(struct cfg_builder *builder, struct expr *expr)
{
    struct cfg_block *after = cfg_block_here(builder), *no = cfg_block_here(builder);
    struct cfg_block *yes = expr->count == 3 ? cfg_block_here(builder) : after;
    events_condition(builder, expr->kids[0], yes, no);
    if (expr->count == 3) {
        cfg_start(builder, yes);
        events_value(builder, expr->kids[1]);
        cfg_edge(builder->block, after);
    }
    cfg_start(builder, no);
    events_value(builder, expr->kids[expr->count - 1]);
    cfg_fall_into(builder, after);
}

/* ---- what is not understood ---- */

/* Anything may happen to the variables that are named in expr. */
static void use_somehow(struct cfg_builder *builder, struct expr *expr, bool is_addressed)
{
    if (expr->is_unevaluated)
        return;
    if (expr->var) {
        events_add(builder, CFG_USE, expr->var, expr);
        events_add(builder, CFG_TOUCH, expr->var, expr);
        if (is_addressed || expr->var->type->kind != TYPE_SCALAR)
            events_add(builder, CFG_BORROW, expr->var, expr);
    }
    bool kids_are = expr->kind == EXPR_ADDRESS || (is_addressed && is_part(expr));
    for (unsigned i = 0; i < expr->count; i++)
        use_somehow(builder, expr->kids[i], kids_are);
}

/* The awaits in expr; gives whether there are any. */
static bool await_somehow(struct cfg_builder *builder, struct expr *expr)
{
    if (expr->is_unevaluated)
        return false;
    bool has_await = expr->kind == EXPR_AWAIT;
    for (unsigned i = 0; i < expr->count; i++)
        has_await |= await_somehow(builder, expr->kids[i]);
    if (expr->kind == EXPR_AWAIT)
        events_await(builder, expr);
    return has_await;
}

/* What is done in no known order is done before each of the awaits, and after them. */
static void evaluate_opaque(struct cfg_builder *builder, struct expr *expr)
{
    use_somehow(builder, expr, false);
    if (await_somehow(builder, expr))
        use_somehow(builder, expr, false);
}

/* ---- all of it ---- */

static void evaluate_kids(struct cfg_builder *builder, struct expr *expr)
{
    for (unsigned i = 0; i < expr->count; i++)
        events_value(builder, expr->kids[i]);
}

static void evaluate_await(struct cfg_builder *builder, struct expr *expr)
{
    evaluate_kids(builder, expr);
    events_await(builder, expr);
}

/* The inner generator may live here; then its last value is read when it is over. */
static void evaluate_yield_from(struct cfg_builder *builder, struct expr *expr)
{
    const struct expr *call = expr_in_room(expr->kids[0]);
    evaluate_kids(builder, expr);
    if (call)
        events_add(builder, CFG_DEFINE, call->room, expr);
    events_await(builder, expr->suspension);
    if (call)
        events_add(builder, CFG_USE, call->room, expr);
}

static void evaluate_address(struct cfg_builder *builder, struct expr *expr)
{
    evaluate_place(builder, expr->kids[0]);
    access_object(builder, CFG_BORROW, expr->kids[0]);
}

static void evaluate_unary(struct cfg_builder *builder, struct expr *expr)
{
    if (is_part(expr))
        read_object(builder, expr);
    else
        evaluate_kids(builder, expr);
}

void events_value(struct cfg_builder *builder, struct expr *expr)
{
    if (expr->is_unevaluated)
        return;
    switch (expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_GLOBAL:
        return;
    case EXPR_NAME:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_LITERAL:
        read_object(builder, expr);
        return;
    case EXPR_ADDRESS:
        evaluate_address(builder, expr);
        return;
    case EXPR_UNARY:
        evaluate_unary(builder, expr);
        return;
    case EXPR_STEP:
        evaluate_step(builder, expr);
        return;
    case EXPR_AND:
    case EXPR_OR:
        evaluate_logical(builder, expr);
        return;
    case EXPR_CONDITIONAL:
        evaluate_conditional(builder, expr);
        return;
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
        evaluate_assignment(builder, expr);
        return;
    case EXPR_AWAIT:
        evaluate_await(builder, expr);
        return;
    case EXPR_BLOCK:
        builder->statement(builder, expr->block);
        return;
    case EXPR_OPAQUE:
        evaluate_opaque(builder, expr);
        return;
    case EXPR_BINARY:
    case EXPR_COMMA:
    case EXPR_CAST:
    case EXPR_CALL:
    case EXPR_INIT:
    case EXPR_MEASURE:
    case EXPR_RUN:
    case EXPR_DETACH:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
        evaluate_kids(builder, expr);
        return;
    case EXPR_YIELD_FROM:
        evaluate_yield_from(builder, expr);
        return;
    case EXPR_GEN:
    case EXPR_SPAWN: /* there may be no memory for it */
        evaluate_kids(builder, expr);
        events_throw(builder);
        return;
    }
}
