/* SPDX-License-Identifier: MIT
 *
 * An expression is rendered by copying its span and, on the way, replacing those parts of it that
 * stand for something else. The parts are found by walking the tree; sorted by place they are the
 * gaps between the copies.
 */
#include "emit/render.h"

#include "ast/rules.h"
#include "base/vec.h"
#include "emit/place.h"
#include "flow/exits.h"

#include <stdlib.h>
#include <string.h>

/* ---- copies ---- */

/* Refuses a place where what a macro stands for would have to be changed, and wishes it expanded.
 */
static void refuse_macro(struct emitter *e, enum rule rule, struct span span, const char *what)
{
    rule_report(e->diag, rule, span, what);
    unit_wish(e->unit, WISH_EXPAND, span);
}

static void render_name(struct emitter *e, const struct expr *name)
{
    const char *text = "'%s', which lives in the frame%s";
    if (!name->is_spelled)
        refuse_macro(e, RULE_MACRO_BODY, name->span,
                     arena_printf(e->unit->arena, text, name->var->name, ","));
    else if (func_strings(e->func, name->span))
        refuse_macro(e, RULE_MACRO_STRING, name->span,
                     arena_printf(e->unit->arena, text, name->var->name, ""));
    if (name->var->kind == VAR_TYPE) {
        out_printf(e->out, "__typeof__(%s)", type_name(e->unit->arena, name->var->type));
        return;
    }
    out_puts(e->out, place_var(e->unit->arena, e->machine->frame, name->var));
}

static void copy_text(struct emitter *e, unsigned begin, unsigned end)
{
    out_copy(e->out, e->func->span.source, begin, end);
}

void render_copy(struct emitter *e, unsigned begin, unsigned end)
{
    const struct func *func = e->func;
    for (size_t i = func_names_from(func, begin); i < func->own_names; i++) {
        const struct expr *name = func->names.items[i];
        if (name->span.begin >= end)
            break;
        if (!name->var->is_resident || name->span.begin < begin)
            continue;
        copy_text(e, begin, name->span.begin);
        render_name(e, name);
        begin = name->is_spelled ? name->span.end : name->span.begin;
    }
    copy_text(e, begin, end);
}

bool render_refuses_directive(struct emitter *e, unsigned begin, unsigned end)
{
    struct source *source = e->func->span.source;
    unsigned hash = source_find_directive(source, begin, end);
    if (hash == end)
        return false;
    rule_report(e->diag, RULE_DIRECTIVE, (struct span){source, hash, hash + 1}, "");
    unit_wish(e->unit, WISH_CONDITIONALS, (struct span){source, begin, end});
    return true;
}

/* ---- parts that stand for something else ---- */

typedef VEC(struct expr *) expr_list;

static bool is_replaced(const struct expr *expr)
{
    return expr->temp || expr->instead || expr->room || expr->is_read || expr->kind == EXPR_SPAWN ||
           expr->kind == EXPR_RUN || (expr->kind == EXPR_LITERAL && expr->var->is_resident) ||
           expr->kind == EXPR_BLOCK || expr->kind == EXPR_DETACH || expr->kind == EXPR_CAUGHT ||
           expr->kind == EXPR_RECEIVED || expr->kind == EXPR_WAS_SENT;
}

static void find_replaced(const struct emitter *e, struct expr *expr, expr_list *found)
{
    bool is_copied = expr->kind == EXPR_BLOCK && !expr->temp && !e->block;
    if (is_replaced(expr) && !is_copied) {
        if (expr->kind != EXPR_BLOCK || expr->temp || expr->block->is_changed)
            *vec_push(found) = expr;
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        find_replaced(e, expr->kids[i], found);
}

static int compare_spans(const void *left, const void *right)
{
    const struct expr *const *a = left, *const *b = right;
    if ((*a)->span.begin != (*b)->span.begin)
        return (*a)->span.begin < (*b)->span.begin ? -1 : 1;
    return (*a)->span.end < (*b)->span.end ? -1 : (*a)->span.end > (*b)->span.end;
}

static void copy_around(struct emitter *e, unsigned begin, unsigned end, expr_list *replaced)
{
    if (replaced->count)
        qsort(replaced->items, replaced->count, sizeof *replaced->items, compare_spans);
    for (size_t i = 0; i < replaced->count; i++) {
        struct expr *part = replaced->items[i];
        if (!part->is_spelled || part->span.begin < begin || part->span.end > end) {
            refuse_macro(e, RULE_MACRO_BODY, part->span, "a part of an expression with an await");
            continue;
        }
        if (func_strings(e->func, part->span))
            refuse_macro(e, RULE_MACRO_STRING, part->span, "an await");
        render_copy(e, begin, part->span.begin);
        render_expr(e, part, false);
        begin = part->span.end;
    }
    render_copy(e, begin, end);
}

void render_around(struct emitter *e, unsigned begin, unsigned end, struct expr **exprs,
                   unsigned count)
{
    expr_list replaced = {0};
    for (unsigned i = 0; i < count; i++)
        find_replaced(e, exprs[i], &replaced);
    if (replaced.count)
        render_refuses_directive(e, begin, end);
    copy_around(e, begin, end, &replaced);
    vec_free(&replaced);
}

/* ---- spawn and async_run ---- */

const char *render_start_name(struct arena *arena, const struct func *func,
                              const struct expr *start)
{
    const struct expr *call = start->kids[0];
    if (call->function)
        return call->function->stem;
    return arena_printf(arena, "%s_%u", func->stem,
                        source_line(start->span.source, start->span.begin));
}

const char *render_started(const struct expr *start)
{
    const struct function *function = start->kids[0]->function;
    return function ? function->name : "(*)";
}

const char *render_spawn_site(struct arena *arena, const struct func *func,
                              const struct expr *start)
{
    const struct function *function = start->kids[0]->function;
    return arena_printf(arena, "%s__spawns_%s_%u", func->stem, function ? function->name : "at",
                        source_line(start->span.source, start->span.begin));
}

static void render_start(struct emitter *e, struct expr *start)
{
    struct expr *call = start->kids[0];
    out_printf(e->out, "%s__%s(", render_start_name(e->unit->arena, e->func, start),
               start->kind == EXPR_SPAWN ? "spawn" : "async_run");
    const char *comma = "";
    if (start->kind == EXPR_SPAWN) {
        const char *owner = start->owner                          ? start->owner->member
                            : e->machine && e->machine->has_owner ? e->machine->owner_member
                                                                  : NULL;
        if (owner && !start->is_detached)
            out_printf(e->out, "&%s->%s, ", e->machine->frame, owner);
        else
            out_puts(e->out, "ASYNC_NO_OWNER, ");
        out_puts(e->out, start->owner          ? "ASYNC_OWNED"
                         : start->is_discarded ? "ASYNC_DISCARDED"
                                               : "ASYNC_KEPT");
        out_printf(e->out, ", &%s", render_spawn_site(e->unit->arena, e->func, start));
        comma = ", ";
    }
    for (unsigned i = call->function ? 1 : 0; i < call->count; i++) {
        out_puts(e->out, comma);
        render_expr(e, call->kids[i], false);
        comma = ", ";
    }
    out_puts(e->out, ")");
}

/* ---- generators that live in a room ---- */

static void render_room(struct emitter *e, const struct expr *call)
{
    const struct var *room = call->room;
    const char *type = type_name(e->unit->arena, room->type);
    if (!e->machine)
        out_printf(e->out, "&(%s){ .core = { .state = 0 } }", type);
    else if (room->is_resident)
        out_printf(e->out, "&%s", place_var(e->unit->arena, e->machine->frame, room));
    else
        out_printf(e->out, "&%s", room->name);
}

/* The name of the generator becomes that of a function that makes it in the room given, or, for a
 * loop over a bare one, runs it to its first yield. In an ordinary function the head of such a loop
 * is replaced, too: it comes without a call's kids. */
static void render_generator(struct emitter *e, struct expr *call)
{
    struct source *source = call->span.source;
    const char *stem = call->function->stem;
    if (!call->count) {
        out_printf(e->out, "ASYNC_GEN_EACH(%s, ", stem);
        return;
    }
    unsigned open = source_skip_space(source, call->kids[0]->span.end, call->span.end);
    out_printf(e->out, "%s__%s(", stem, call->room->runs_bare ? "first" : "make");
    if (call->room->runs_bare && !e->machine)
        out_puts(e->out, "&async_room_");
    else
        render_room(e, call);
    out_puts(e->out, call->count > 1 ? ", " : "");
    render_around(e, open + 1, call->span.end, call->kids + 1, call->count - 1);
}

/* ---- compound literals ---- */

/* The object is in the frame: set it, then it is an lvalue like the literal. */
static void render_literal(struct emitter *e, struct expr *literal)
{
    const struct var *var = literal->var;
    const char *type = type_name(e->unit->arena, var->type);
    const char *place = place_var(e->unit->arena, e->machine->frame, var);
    bool is_braced = literal->kids[0]->kind == EXPR_INIT;
    out_puts(e->out, "(*(");
    if (var->type->kind == TYPE_ARRAY) {
        out_printf(e->out, "async_memcpy((void *)%s, ((%s)", place, type);
        render_expr(e, literal->kids[0], false);
        out_printf(e->out, "), sizeof %s)", place);
    } else {
        place_open(e->out, e->unit->arena, var->type, place, is_braced);
        render_expr(e, literal->kids[0], false);
        place_close(e->out, var->type, place);
    }
    out_printf(e->out, ", &%s))", place);
}

/* An initialiser out of a macro's body, of elements that are written where the macro is used. */
static void render_list(struct emitter *e, struct expr *list)
{
    for (unsigned i = 0; i < list->count; i++) {
        out_puts(e->out, i ? ", " : "{");
        render_value(e, list->kids[i], false);
    }
    out_puts(e->out, "}");
}

static void render_block(struct emitter *e, struct expr *expr)
{
    render_copy(e, expr->span.begin, expr->block->span.begin);
    e->block(e, expr->block);
    render_copy(e, expr->block->span.end, expr->span.end);
}

static void render_unchecked(struct emitter *e, struct expr *expr, bool is_self)
{
    if (!is_self && expr->temp) {
        const char *place = place_temp(e->unit->arena, e->machine->frame, expr->temp);
        if (expr->temp->as)
            place = arena_printf(e->unit->arena, "((%s)%s)",
                                 type_name(e->unit->arena, expr->temp->as), place);
        out_puts(e->out, place);
        return;
    }
    if (!is_self && expr->instead) {
        out_puts(e->out, "(");
        render_expr(e, expr->instead, false);
        out_puts(e->out, ")");
        return;
    }
    if (expr->kind == EXPR_SPAWN || expr->kind == EXPR_RUN) {
        render_start(e, expr);
        return;
    }
    if (expr->room) {
        render_generator(e, expr);
        return;
    }
    if (expr->kind == EXPR_DETACH) {
        out_puts(e->out, "((void)");
        render_expr(e, expr->kids[0], false);
        out_puts(e->out, ")");
        return;
    }
    if (expr->kind == EXPR_RECEIVED) {
        const char *type = type_name(e->unit->arena, expr->type->value);
        struct type *pointer = type_pointer_to(e->unit->arena, expr->type->value);
        out_printf(e->out, "(*(%s)async_received(%s, ASYNC_TYPE(%s), &(%s){0}))",
                   type_name(e->unit->arena, pointer), e->machine->core, type, type);
        return;
    }
    if (expr->kind == EXPR_WAS_SENT) {
        out_printf(e->out, "async_was_sent(%s)", e->machine->core);
        return;
    }
    if (expr->kind == EXPR_CAUGHT) {
        out_printf(e->out, "async_caught_of(%s)", expr->var->record->name);
        return;
    }
    if (expr->kind == EXPR_LITERAL && expr->var->is_resident) {
        render_literal(e, expr);
        return;
    }
    if (!expr->is_spelled && expr->text) {
        out_puts(e->out, expr->text);
        return;
    }
    if (!expr->is_spelled && expr->is_list) {
        render_list(e, expr);
        return;
    }
    if (!expr->is_spelled)
        refuse_macro(e, RULE_MACRO_BODY, expr->span, "a part of an expression with an await");
    if (expr->kind == EXPR_BLOCK && e->block) {
        render_block(e, expr);
        return;
    }
    expr_list replaced = {0};
    for (unsigned i = 0; i < expr->count; i++)
        find_replaced(e, expr->kids[i], &replaced);
    render_refuses_directive(e, expr->span.begin, expr->span.end);
    copy_around(e, expr->span.begin, expr->span.end, &replaced);
    vec_free(&replaced);
}

void render_expr(struct emitter *e, struct expr *expr, bool is_self)
{
    bool is_checked = expr->is_read && !is_self;
    out_puts(e->out, is_checked ? "ASYNC_VALUE(" : "");
    render_unchecked(e, expr, is_self);
    out_puts(e->out, is_checked ? ")" : "");
}

void render_value(struct emitter *e, struct expr *expr, bool is_self)
{
    bool has_comma = expr->kind == EXPR_COMMA && (is_self || (!expr->temp && !expr->instead));
    out_puts(e->out, has_comma ? "(" : "");
    render_expr(e, expr, is_self);
    out_puts(e->out, has_comma ? ")" : "");
}
