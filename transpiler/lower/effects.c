/* SPDX-License-Identifier: MIT
 *
 * Effects are collected bottom-up. A place (the left of an assignment, the operand of &) is
 * evaluated without being read; so the effects of its parts count, but not the read at the end.
 * What is reached through an array counts as memory: whether somebody holds its address is not
 * looked into.
 */
#include "lower/effects.h"

enum { MEMORY = EFFECT_READ | EFFECT_WRITE };

static unsigned of_kids(const struct expr *expr)
{
    unsigned effects = 0;
    for (unsigned i = 0; i < expr->count; i++)
        effects |= expr->kids[i]->effects;
    return effects;
}

/* Is it (a part of) a local whose address nobody has? through_arrays: an element of an array in it
 * counts. */
static bool is_part_of_local(const struct expr *expr, bool through_arrays)
{
    for (;;) {
        bool is_element = expr_is_element(expr);
        if ((is_element && through_arrays) || expr->kind == EXPR_PAREN ||
            (expr->kind == EXPR_MEMBER && !expr->is_arrow) || expr_is_half(expr))
            expr = expr->kids[0];
        else
            return expr->kind == EXPR_NAME && !expr->var->is_addressed;
    }
}

static unsigned of_place(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_NAME:
    case EXPR_GLOBAL:
        return 0;
    case EXPR_UNARY:
        return expr_is_half(expr) ? of_place(expr->kids[0]) : expr->effects;
    case EXPR_PAREN:
        return of_place(expr->kids[0]);
    case EXPR_MEMBER:
        return expr->is_arrow ? expr->kids[0]->effects : of_place(expr->kids[0]);
    case EXPR_INDEX:
        return (expr_is_element(expr) ? of_place(expr->kids[0]) : expr->kids[0]->effects) |
               expr->kids[1]->effects;
    case EXPR_DEREF:
        return expr->kids[0]->effects;
    default:
        return expr->effects;
    }
}

static unsigned of_read(const struct expr *place)
{
    if (place->type->kind == TYPE_ARRAY || place->type->kind == TYPE_FUNCTION)
        return 0;
    if (place->type->is_volatile)
        return MEMORY;
    if (is_part_of_local(place, false))
        return EFFECT_LOCAL_READ;
    return EFFECT_READ | (is_part_of_local(place, true) ? EFFECT_LOCAL_READ : 0);
}

static unsigned of_write(const struct expr *place)
{
    if (!place->type->is_volatile && is_part_of_local(place, false))
        return EFFECT_LOCAL_WRITE;
    return EFFECT_WRITE | (is_part_of_local(place, true) ? EFFECT_LOCAL_WRITE : 0);
}

static unsigned of_node(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return 0;
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
        return of_place(expr) | of_read(expr);
    case EXPR_ADDRESS:
        return of_place(expr->kids[0]);
    case EXPR_STEP:
        return of_place(expr->kids[0]) | of_read(expr->kids[0]) | of_write(expr->kids[0]);
    case EXPR_ASSIGN:
        return of_place(expr->kids[0]) | expr->kids[1]->effects | of_write(expr->kids[0]);
    case EXPR_ASSIGN_OP:
        return of_kids(expr) | of_write(expr->kids[0]);
    case EXPR_LITERAL:
        return of_kids(expr) | (expr->var->is_resident ? MEMORY : 0);
    case EXPR_SPAWN: /* may throw; where it stands in a declaration, that is looked at there */
        return of_kids(expr) | MEMORY | (expr->is_owned ? 0 : EFFECT_AWAIT);
    case EXPR_CALL:
    case EXPR_RUN:
    case EXPR_DETACH:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
        return of_kids(expr) | MEMORY;
    case EXPR_YIELD_FROM:
    case EXPR_GEN:
    case EXPR_AWAIT:
        return of_kids(expr) | MEMORY | EFFECT_AWAIT;
    case EXPR_BLOCK:
        return of_kids(expr) | MEMORY | EFFECT_LOCAL_READ | EFFECT_LOCAL_WRITE |
               (expr->joins == expr->joins_end ? 0 : EFFECT_AWAIT);
    case EXPR_OPAQUE:
        return of_kids(expr) | MEMORY | EFFECT_LOCAL_READ | EFFECT_LOCAL_WRITE;
    case EXPR_PAREN:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_CONDITIONAL:
    case EXPR_COMMA:
    case EXPR_CAST:
    case EXPR_INIT:
    case EXPR_MEASURE:
        return of_kids(expr);
    }
    return 0;
}

static bool clash(unsigned a, unsigned b, unsigned read, unsigned write)
{
    return (a & write && b & (read | write)) || (a & read && b & write);
}

bool effects_conflict(unsigned a, unsigned b)
{
    return clash(a, b, EFFECT_READ, EFFECT_WRITE) ||
           clash(a, b, EFFECT_LOCAL_READ, EFFECT_LOCAL_WRITE);
}

static bool is_sequenced(const struct expr *expr)
{
    return expr->kind == EXPR_BLOCK || expr->kind == EXPR_AND || expr->kind == EXPR_OR ||
           expr->kind == EXPR_CONDITIONAL || expr->kind == EXPR_COMMA;
}

/* Do two operands of the node conflict, so that their order matters? */
static bool is_unordered(const struct expr *expr)
{
    if (expr->kind == EXPR_ASSIGN || expr->kind == EXPR_ASSIGN_OP)
        return effects_conflict(of_place(expr->kids[0]), expr->kids[1]->effects);
    if (is_sequenced(expr))
        return false;
    unsigned before = 0;
    for (unsigned i = 0; i < expr->count; i++) {
        if (effects_conflict(before, expr->kids[i]->effects))
            return true;
        before |= expr->kids[i]->effects;
    }
    return false;
}

/* Is something to be done between the value and the end of the block? */
static bool ends_any(const struct stmt *block)
{
    return stmt_block_value(block) && block->active != block->until;
}

void effects_compute(struct expr *expr)
{
    for (unsigned i = 0; i < expr->count; i++)
        effects_compute(expr->kids[i]);
    expr->effects = of_node(expr) | (of_kids(expr) & (EFFECT_UNORDERED | EFFECT_KEPT));
    if (expr->is_kept || (expr->kind == EXPR_BLOCK && ends_any(expr->block)))
        expr->effects |= EFFECT_KEPT;
    if (is_unordered(expr))
        expr->effects |= EFFECT_UNORDERED;
}
