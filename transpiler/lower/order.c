/* SPDX-License-Identifier: MIT
 *
 * One function, lower(), walks the tree in the order of evaluation and appends steps. It is called
 * on what holds an await, and (is_strict) on what has to be finished before a later await and whose
 * operands C would be free to reorder. To *hold* an operand is to lower it and compute it into a
 * temp, so that what is rendered later reads the temp; a *place* is held by holding what it is
 * found through, so that bit-fields are places like any other.
 */
#include "lower/order.h"

#include "ast/rules.h"
#include "flow/exits.h"
#include "lower/effects.h"
#include "lower/temps.h"
#include "lower/values.h"

#include <string.h>

/* Stands for an expression that was evaluated and has no value, or none that is wanted. */
static struct temp nothing = {.name = "((void)0)"};

bool order_is_nothing(const struct temp *temp)
{
    return temp == &nothing;
}

bool step_renders_itself(const struct step *step)
{
    struct temp *temp = step->expr->temp;
    return temp && (temp == step->temp || temp == &nothing);
}

/* The operands that are evaluated after the one at hand, before the value is put to use. */
struct later {
    struct expr **from, **to;
};

static void lower(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict);

/* ---- temps and steps ---- */

static struct step *add_step(struct lowering *l, struct steps *steps, enum step_kind kind,
                             struct expr *expr)
{
    struct step *step = vec_add(l->unit->arena, &steps->list);
    *step = (struct step){.kind = kind, .expr = expr};
    return step;
}

static bool is_void(const struct expr *expr)
{
    return expr->type->kind == TYPE_VOID;
}

static struct expr *strip(struct expr *expr)
{
    while (!expr->temp && (expr->kind == EXPR_PAREN || expr->instead))
        expr = expr->instead ? expr->instead : expr->kids[0];
    return expr;
}

/* What is left under parentheses, commas and casts to void. */
static const struct expr *rest_of(const struct expr *expr)
{
    while (!expr->temp && (expr->instead || expr->kind == EXPR_PAREN ||
                           (expr->kind == EXPR_CAST && expr->type->kind == TYPE_VOID)))
        expr = expr->instead ? expr->instead : expr->kids[0];
    return expr;
}

bool order_is_done(const struct expr *expr)
{
    expr = rest_of(expr);
    return expr->temp || expr->kind == EXPR_CONSTANT;
}

const struct temp *order_value(const struct expr *expr)
{
    const struct temp *temp = rest_of(expr)->temp;
    return temp == &nothing ? NULL : temp;
}

/* Evaluates an expression whose value nobody wants, now. */
static void evaluate(struct lowering *l, struct expr *expr, struct steps *steps)
{
    lower(l, expr, steps, true);
    if (!order_is_done(expr))
        add_step(l, steps, STEP_EVAL, expr);
}

/* temp = expr, now. */
static void assign_temp(struct lowering *l, struct temp *temp, struct expr *expr,
                        struct steps *steps, bool is_strict)
{
    lower(l, expr, steps, is_strict);
    if (temp == &nothing) {
        if (!order_is_done(expr))
            add_step(l, steps, STEP_EVAL, expr);
    } else {
        add_step(l, steps, STEP_EVAL, expr)->temp = temp;
    }
}

/* ---- what has to be held ---- */

static bool is_saved_at_awaits(struct lowering *l, const struct expr *expr, const struct var *var)
{
    if (!(expr->effects & EFFECT_AWAIT))
        return true;
    if (expr->kind == EXPR_AWAIT && !bits_has(l->live->saved[expr->index], var->index))
        return false;
    if (expr->kind == EXPR_YIELD_FROM &&
        !bits_has(l->live->saved[expr->suspension->index], var->index))
        return false;
    for (unsigned i = 0; i < expr->count; i++)
        if (!is_saved_at_awaits(l, expr->kids[i], var))
            return false;
    return true;
}

/* A local that nothing evaluated later changes, and that survives the awaits there anyway. */
static bool is_steady_local(struct lowering *l, struct expr *expr, struct later later)
{
    expr = strip(expr);
    if (expr->kind != EXPR_NAME || expr->effects & ~(unsigned)EFFECT_LOCAL_READ)
        return false;
    for (struct expr **kid = later.from; kid < later.to; kid++)
        if ((*kid)->effects & EFFECT_LOCAL_WRITE || !is_saved_at_awaits(l, *kid, expr->var))
            return false;
    return true;
}

static unsigned effects_of(struct later later)
{
    unsigned effects = 0;
    for (struct expr **kid = later.from; kid < later.to; kid++)
        effects |= (*kid)->effects;
    return effects;
}

static bool must_hold(unsigned effects, unsigned later)
{
    if (later & EFFECT_AWAIT)
        return effects != 0;
    return effects_conflict(effects, later);
}

static void hold_value(struct lowering *l, struct expr *expr, struct steps *steps,
                       struct later later)
{
    unsigned effects = expr->effects;
    lower(l, expr, steps, true);
    if (expr->kind == EXPR_INIT) { /* is no value of its own */
        for (unsigned i = 0; i < expr->count; i++)
            hold_value(l, expr->kids[i], steps, later);
        return;
    }
    if (strip(expr)->temp || !must_hold(effects, effects_of(later)) ||
        is_steady_local(l, expr, later))
        return;
    if (is_void(expr)) {
        add_step(l, steps, STEP_EVAL, expr);
        expr->temp = &nothing;
        return;
    }
    struct temp *temp = values_temp(l, expr, "value");
    add_step(l, steps, STEP_EVAL, expr)->temp = temp;
    expr->temp = temp;
}

static void hold_place(struct lowering *l, struct expr *expr, struct steps *steps,
                       struct later later)
{
    switch (expr->kind) {
    case EXPR_NAME:
    case EXPR_GLOBAL:
        return;
    case EXPR_LITERAL:
        hold_value(l, expr->kids[0], steps, later);
        return;
    case EXPR_UNARY:
        if (!values_is_place(expr)) {
            hold_value(l, expr, steps, later);
            return;
        }
        hold_place(l, expr->kids[0], steps, later);
        return;
    case EXPR_PAREN:
        hold_place(l, expr->kids[0], steps, later);
        return;
    case EXPR_MEMBER:
        if (!expr->is_arrow && values_is_place(expr->kids[0]))
            hold_place(l, expr->kids[0], steps, later);
        else
            hold_value(l, expr->kids[0], steps, later);
        return;
    case EXPR_DEREF:
        hold_value(l, expr->kids[0], steps, later);
        return;
    case EXPR_INDEX:
        if (expr_is_element(expr) && values_is_place(expr->kids[0]))
            hold_place(l, expr->kids[0], steps, later);
        else
            hold_value(l, expr->kids[0], steps, later);
        hold_value(l, expr->kids[1], steps, later);
        return;
    default:
        hold_value(l, expr, steps, later);
    }
}

/* ---- the walk ---- */

/* The last operand before which others have to be finished: the last with an await; with is_strict
 * also one that conflicts with what stands before it. -1: none. */
static int last_ordered(const struct expr *expr, bool is_strict)
{
    int last = -1;
    unsigned before = 0;
    for (unsigned i = 0; i < expr->count; i++) {
        unsigned effects = expr->kids[i]->effects;
        if (effects & EFFECT_AWAIT || (is_strict && effects_conflict(before, effects)))
            last = (int)i;
        before |= effects;
    }
    return last;
}

static void hold_operand(struct lowering *l, struct expr *parent, unsigned i, struct steps *steps,
                         struct later later)
{
    struct expr *kid = parent->kids[i];
    if (values_is_used_as_place(parent, kid))
        hold_place(l, kid, steps, later);
    else
        hold_value(l, kid, steps, later);
}

static void lower_operands(struct lowering *l, struct expr *expr, struct steps *steps,
                           bool is_strict)
{
    int last = last_ordered(expr, is_strict);
    for (int i = 0; i < (int)expr->count; i++) {
        struct later later = {expr->kids + i + 1, expr->kids + last + 1};
        if (i < last)
            hold_operand(l, expr, (unsigned)i, steps, later);
        else
            lower(l, expr->kids[i], steps, is_strict);
    }
}

static bool must_lower(const struct expr *expr, bool is_strict)
{
    return expr->effects & (EFFECT_AWAIT | EFFECT_KEPT) ||
           (is_strict && expr->effects & EFFECT_UNORDERED);
}

static void lower_logical(struct lowering *l, struct expr *expr, struct steps *steps,
                          bool is_strict)
{
    bool right = must_lower(expr->kids[1], is_strict);
    lower(l, expr->kids[0], steps, is_strict || right);
    if (!right)
        return;
    struct temp *temp = values_temp(l, expr, expr->kind == EXPR_AND ? "both" : "either");
    struct steps then = {0}, other = {0};
    lower(l, expr->kids[1], &then, is_strict);
    struct step *value = add_step(l, &then, STEP_EVAL, expr->kids[1]);
    value->temp = temp;
    value->as_truth = true;
    value = add_step(l, &other, STEP_EVAL, NULL);
    value->temp = temp;
    value->constant = expr->kind == EXPR_OR;
    struct step *branch = add_step(l, steps, STEP_IF, expr->kids[0]);
    branch->is_negated = expr->kind == EXPR_OR;
    branch->then = then;
    branch->other = other;
    expr->temp = temp;
}

/* a ?: b with an await in b. */
static void lower_elvis(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict)
{
    struct temp *temp = values_temp(l, expr, "chosen");
    assign_temp(l, temp, expr->kids[0], steps, true);
    struct steps then = {0};
    assign_temp(l, temp, expr->kids[1], &then, is_strict);
    struct step *branch = add_step(l, steps, STEP_IF, NULL);
    branch->temp = temp;
    branch->is_negated = true;
    branch->then = then;
    expr->temp = temp;
}

static void lower_conditional(struct lowering *l, struct expr *expr, struct steps *steps,
                              bool is_strict)
{
    bool branches = false;
    for (unsigned i = 1; i < expr->count; i++)
        branches |= must_lower(expr->kids[i], is_strict);
    if (!branches) {
        lower(l, expr->kids[0], steps, is_strict);
        return;
    }
    if (expr->count == 2) {
        lower_elvis(l, expr, steps, is_strict);
        return;
    }
    lower(l, expr->kids[0], steps, true);
    struct temp *temp = is_void(expr) ? &nothing : values_temp(l, expr, "chosen");
    struct steps then = {0}, other = {0};
    assign_temp(l, temp, expr->kids[1], &then, is_strict);
    assign_temp(l, temp, expr->kids[2], &other, is_strict);
    struct step *branch = add_step(l, steps, STEP_IF, expr->kids[0]);
    branch->then = then;
    branch->other = other;
    expr->temp = temp;
}

static void lower_comma(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict)
{
    if (!must_lower(expr->kids[1], is_strict)) {
        lower(l, expr->kids[0], steps, is_strict);
        if (order_is_done(expr->kids[0]))
            expr->instead = expr->kids[1];
        return;
    }
    evaluate(l, expr->kids[0], steps);
    lower(l, expr->kids[1], steps, is_strict);
    expr->instead = expr->kids[1];
}

static void lower_assignment(struct lowering *l, struct expr *expr, struct steps *steps,
                             bool is_strict)
{
    struct later value = {expr->kids + 1, expr->kids + 2};
    if (must_lower(expr->kids[1], is_strict) || (is_strict && expr->effects & EFFECT_UNORDERED))
        hold_place(l, expr->kids[0], steps, value);
    else
        lower(l, expr->kids[0], steps, is_strict);
    lower(l, expr->kids[1], steps, is_strict);
}

/* The value of an await is a temp unless there is none. */
static void lower_await(struct lowering *l, struct expr *expr, struct steps *steps)
{
    struct await *await = &l->machine->awaits[expr->index];
    struct expr *operand = expr->kids[0];
    if (await->how == AWAIT_FUTURE)
        hold_value(l, operand, steps, (struct later){&expr, &expr + 1});
    else
        lower_operands(l, operand, steps, true);
    const char *name = await->callee ? await->callee->name : "awaited";
    bool wanted =
        expr->temp != &nothing || await->how == AWAIT_LEAF; /* which has to put it somewhere */
    if (wanted && await->type->kind != TYPE_VOID && await->how != AWAIT_FUTURE)
        await->result = values_temp(l, expr, name);
    add_step(l, steps, STEP_AWAIT, expr);
    if (await->how == AWAIT_FUTURE)
        expr->instead = operand;
    else if (!expr->temp)
        expr->temp = await->result ? await->result : &nothing;
}

/* ({ ... }) with awaits: its statements stand among the steps. */
static void lower_block(struct lowering *l, struct expr *expr, struct steps *steps)
{
    struct stmt *value = stmt_block_value(expr->block);
    if (!(expr->effects & (EFFECT_AWAIT | EFFECT_KEPT)))
        return;
    if (!expr->temp)
        expr->temp = value ? values_temp(l, expr, "value") : &nothing;
    struct step *step = add_step(l, steps, STEP_BLOCK, expr);
    if (expr->temp == &nothing)
        return;
    step->temp = expr->temp;
    step->temp->is_resident |= exits_any(expr->block);
    value->lowered->value = expr->temp;
    for (struct stmt *stmt = expr->block->body.items[expr->block->body.count - 1];;
         stmt = stmt->then) {
        stmt->is_changed = true;
        if (stmt == value)
            return;
    }
}

/* yield_from, or a call that resumes a generator: an error may come out of it. */
static void lower_generator(struct lowering *l, struct expr *expr, struct steps *steps,
                            enum step_kind kind)
{
    lower_operands(l, expr, steps, true);
    for (unsigned i = 0; i < expr->count; i++)
        hold_value(l, expr->kids[i], steps,
                   (struct later){expr->kids + i + 1, expr->kids + expr->count});
    *vec_add(l->unit->arena, &l->machine->sites) = expr->span;
    bool has_value = !is_void(expr) && expr->temp != &nothing;
    struct temp *temp = has_value ? values_temp(l, expr, "given") : NULL;
    add_step(l, steps, kind, expr)->temp = temp;
    expr->temp = temp ? temp : &nothing;
}

/* A spawn, which throws if there is no memory. One that a block owns is looked at behind its
 * declaration. */
static void lower_spawn(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict)
{
    lower_operands(l, expr->kids[0], steps, is_strict);
    if (expr->is_owned)
        return;
    struct temp *temp = expr->temp == &nothing ? NULL : values_temp(l, expr, "spawned");
    add_step(l, steps, STEP_SPAWN, expr)->temp = temp;
    expr->temp = temp ? temp : &nothing;
}

static void lower_detach(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict)
{
    strip(expr->kids[0])->temp = &nothing;
    lower(l, expr->kids[0], steps, is_strict);
    expr->temp = &nothing;
}

static void lower_kind(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict)
{
    switch (expr->kind) {
    case EXPR_AND:
    case EXPR_OR:
        lower_logical(l, expr, steps, is_strict);
        return;
    case EXPR_CONDITIONAL:
        lower_conditional(l, expr, steps, is_strict);
        return;
    case EXPR_COMMA:
        lower_comma(l, expr, steps, is_strict);
        return;
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
        lower_assignment(l, expr, steps, is_strict);
        return;
    case EXPR_AWAIT:
        lower_await(l, expr, steps);
        return;
    case EXPR_YIELD_FROM:
        lower_generator(l, expr, steps, STEP_DELEGATE);
        return;
    case EXPR_GEN:
        lower_generator(l, expr, steps, STEP_GEN);
        return;
    case EXPR_SPAWN:
        lower_spawn(l, expr, steps, is_strict);
        return;
    case EXPR_DETACH:
        lower_detach(l, expr, steps, is_strict);
        return;
    case EXPR_BLOCK:
        lower_block(l, expr, steps);
        return;
    case EXPR_OPAQUE:
        if (expr->effects & EFFECT_AWAIT)
            rule_report(l->diag, RULE_UNSUPPORTED, expr->span, "an await inside this expression");
        return;
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_CAST:
    case EXPR_CALL:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_MEASURE:
    case EXPR_RUN:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
        lower_operands(l, expr, steps, is_strict);
        return;
    }
}

static void lower(struct lowering *l, struct expr *expr, struct steps *steps, bool is_strict)
{
    bool is_done = expr->instead || (expr->temp && expr->temp != &nothing);
    if (is_done || !must_lower(expr, is_strict))
        return;
    lower_kind(l, expr, steps, is_strict);
    if (!expr->is_kept)
        return;
    struct temp *temp = (struct temp *)order_value(expr);
    if (!temp) {
        temp = values_temp(l, expr, "object");
        add_step(l, steps, STEP_EVAL, expr)->temp = temp;
        expr->temp = temp;
    }
    temp->is_resident = true;
}

/* ---- arrays in temporaries ---- */

/* `f().array`: the pointer that it decays to is good to the end of the full expression, so the
 * struct that f returned has to stay in one place across the awaits: it becomes a resident temp.
 * Gives whether there is any. */
static bool find_kept(struct expr *expr)
{
    bool found = false;
    if (expr->kind == EXPR_BLOCK)
        return false; /* its full expressions are its own */
    for (unsigned i = 0; i < expr->count; i++)
        found |= find_kept(expr->kids[i]);
    if (expr->kind != EXPR_MEMBER || expr->type->kind != TYPE_ARRAY || values_is_place(expr))
        return found;
    struct expr *object = expr->kids[0];
    while (object->kind == EXPR_PAREN || object->kind == EXPR_MEMBER || expr_is_element(object))
        object = object->kids[0];
    object->is_kept = true;
    return true;
}

void order_full_expr(struct lowering *l, struct expr *expr, struct steps *steps, bool is_discarded)
{
    effects_compute(expr);
    if (!(expr->effects & (EFFECT_AWAIT | EFFECT_KEPT)))
        return;
    if (find_kept(expr))
        effects_compute(expr);
    unsigned first = (unsigned)l->machine->temps.count;
    struct expr *core = strip(expr);
    while (core->kind == EXPR_CAST && is_void(core))
        core = strip(core->kids[0]);
    if (is_discarded &&
        (core->kind == EXPR_AWAIT || core->kind == EXPR_GEN || core->kind == EXPR_SPAWN))
        core->temp = &nothing;
    lower(l, expr, steps, false);
    if (l->machine->temps.count == first)
        return;
    temps_find_saved(l, first, expr, steps);
}
