/* SPDX-License-Identifier: MIT
 *
 * What is known of an expression by its kind alone: the type of its value, and whether it is a
 * place. A new temp gets the value's type, and a name that tells of the line.
 */
#include "lower/values.h"

#include "ast/rules.h"

/* ---- values ---- */

/* The bit-field whose value an expression is; 0: of none. */
static unsigned bit_width_of(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_MEMBER:
        return expr->bit_width;
    case EXPR_PAREN:
    case EXPR_STEP:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
        return bit_width_of(expr->kids[0]);
    case EXPR_COMMA:
        return bit_width_of(expr->kids[1]);
    default:
        return 0;
    }
}

/* A bit-field that is narrower than int counts as an int, wherever its value is used. */
static struct type *value_type(const struct expr *expr)
{
    unsigned width = bit_width_of(expr);
    return width && width < 32 ? type_int() : expr->type->value;
}

struct temp *values_temp(struct lowering *l, struct expr *expr, const char *name)
{
    struct type *type = value_type(expr);
    if (type->is_variable && !type->erased)
        rule_report(l->diag, RULE_VARIABLE_LENGTH, expr->span, "");
    if (type->is_local) {
        rule_report(l->diag, RULE_LOCAL_TYPE, expr->span, "a part of this expression");
        unit_wish(l->unit, WISH_MOVE_TYPES, l->func->span);
    }
    struct temp *temp = arena_new(l->unit->arena, struct temp);
    unsigned line = source_line(expr->span.source, expr->span.begin);
    temp->name = unit_free_name(l->unit, arena_printf(l->unit->arena, "%s_%u", name, line));
    temp->type = type->is_variable && type->erased ? type->erased : type;
    temp->as = temp->type == type ? NULL : type;
    temp->index = (unsigned)l->machine->temps.count;
    *vec_add(l->unit->arena, &l->machine->temps) = temp;
    return temp;
}

/* ---- places ---- */

bool values_is_place(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_DEREF:
    case EXPR_LITERAL:
        return true;
    case EXPR_UNARY:
        return expr_is_half(expr) && values_is_place(expr->kids[0]);
    case EXPR_PAREN:
        return values_is_place(expr->kids[0]);
    case EXPR_INDEX:
        return !expr_is_element(expr) || values_is_place(expr->kids[0]);
    case EXPR_MEMBER:
        return expr->is_arrow || values_is_place(expr->kids[0]);
    default:
        return false;
    }
}

bool values_is_used_as_place(const struct expr *parent, const struct expr *kid)
{
    switch (parent->kind) {
    case EXPR_ADDRESS:
    case EXPR_STEP:
        return true;
    case EXPR_MEMBER:
        return !parent->is_arrow && values_is_place(kid);
    case EXPR_INDEX:
        return kid == parent->kids[0] && expr_is_element(parent) && values_is_place(kid);
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
        return kid == parent->kids[0];
    case EXPR_PAREN:
        return values_is_place(kid);
    case EXPR_UNARY:
        return expr_is_half(parent) && values_is_place(kid);
    default:
        return false;
    }
}
