/* SPDX-License-Identifier: MIT
 *
 * A declaration is copied around what changes in its initialisers, unless something in it is
 * resident: then each declarator becomes a statement, or a declaration, of its own.
 */
#include "emit/decls.h"

#include "ast/rules.h"
#include "emit/errors.h"
#include "emit/leave.h"
#include "emit/place.h"
#include "emit/steps.h"
#include "flow/exits.h"

static bool is_zero(const struct expr *init)
{
    if (init->kind != EXPR_INIT || !init->is_spelled)
        return false;
    const char *text = init->span.source->text;
    bool zero_seen = false;
    for (unsigned i = init->span.begin + 1; i + 1 < init->span.end; i++) {
        if (text[i] == '0' && !zero_seen)
            zero_seen = true;
        else if (text[i] != ' ')
            return false;
    }
    return true;
}

static void emit_resident_array(struct emitter *e, const char *place, struct decl *decl)
{
    if (is_zero(decl->init)) {
        out_printf(e->out, "async_memset((void *)%s, 0, sizeof %s);", place, place);
        return;
    }
    bool braced = decl->init->kind == EXPR_INIT;
    out_printf(e->out, "async_memcpy((void *)%s, ((%s)%s", place,
               type_name(e->unit->arena, decl->var->type), braced ? "" : "{ ");
    render_expr(e, decl->init, false);
    out_printf(e->out, "%s), sizeof %s);", braced ? "" : " }", place);
}

static void emit_resident_init(struct emitter *e, struct decl *decl)
{
    const struct type *type = decl->var->type;
    const char *place = place_var(e->unit->arena, e->machine->frame, decl->var);
    if (type->kind == TYPE_ARRAY) {
        emit_resident_array(e, place, decl);
        return;
    }
    place_open(e->out, e->unit->arena, type, place, decl->init->kind == EXPR_INIT);
    render_value(e, decl->init, false);
    place_close(e->out, type, place);
    out_puts(e->out, ";");
}

/* The place in the statement's parts of the sizes of declarator i. */
static size_t first_size(const struct stmt *stmt, size_t i)
{
    size_t first = stmt->decls.count;
    for (size_t k = 0; k < i; k++)
        first += stmt->decls.items[k].sizes.count;
    return first;
}

/* The sizes in a type that is taken apart become numbers, and an array gets its memory. */
static void emit_sizes(struct emitter *e, struct stmt *stmt, size_t i)
{
    struct decl *decl = &stmt->decls.items[i];
    const struct var *var = decl->var;
    for (size_t k = 0; k < decl->sizes.count; k++) {
        steps_part(e, stmt, first_size(stmt, i) + k);
        out_printf(e->out, "%s = (unsigned long)(", decl->sizes.items[k].var->name);
        render_expr(e, decl->sizes.items[k].expr, false);
        out_puts(e->out, ");");
        steps_break(e);
    }
    if (var_is_allocated(var)) {
        out_printf(e->out, "%s->%s = async_push(%s, %s);", e->machine->frame, var->member,
                   e->machine->stack, place_size(e->unit->arena, var->type));
        steps_break(e);
        out_printf(e->out, "if (!%s->%s) ", e->machine->frame, var->member);
        steps_open_brace(e);
        steps_break(e);
        out_printf(e->out, "async_throw_no_memory(%s);", e->machine->task);
        steps_break(e);
        leave_thrown(e, e->active);
        steps_close_brace(e);
        steps_break(e);
    }
}

static void emit_value(struct emitter *e, struct stmt *stmt, size_t i);

/* Was there memory for the task that the variable owns? */
static void emit_task_test(struct emitter *e, const struct decl *decl)
{
    const struct var *var = decl->var;
    steps_break(e);
    out_printf(e->out, "if (!%s) ",
               var->is_resident ? place_var(e->unit->arena, e->machine->frame, var) : var->name);
    errors_not_spawned(e, exits_owned_spawn(decl->init));
}

static void emit_declarator(struct emitter *e, struct stmt *stmt, size_t i)
{
    struct decl *decl = &stmt->decls.items[i];
    if (decl->owns_task && decl->exit) {
        out_printf(e->out, "%s->%s.async_tasks = 0;", e->machine->frame, decl->exit->owner->member);
        steps_break(e);
        e->active = decl->exit;
    }
    emit_value(e, stmt, i);
    if (decl->owns_task)
        emit_task_test(e, decl);
    if (decl->exit)
        e->active = decl->exit;
}

static void emit_value(struct emitter *e, struct stmt *stmt, size_t i)
{
    struct decl *decl = &stmt->decls.items[i];
    if (decl->var->is_apart)
        emit_sizes(e, stmt, i);
    else if (decl->var->type->is_variable)
        rule_report(e->diag, RULE_VARIABLE_LENGTH, decl->span, "");
    steps_part(e, stmt, i);
    if (decl->var->is_resident) {
        if (decl->init)
            emit_resident_init(e, decl);
        return;
    }
    out_puts(e->out, type_declare(e->unit->arena, decl->var->type, decl->var->name));
    if (decl->init) {
        out_puts(e->out, " = ");
        render_expr(e, decl->init, false);
    }
    out_puts(e->out, ";");
}

static bool must_split(const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        if (decl->var && decl->var->is_resident)
            return true;
        if ((i && stmt->lowered->parts[i].list.count) || decl->exit || decl->owns_task)
            return true;
    }
    return false;
}

static void emit_whole_decl(struct emitter *e, struct stmt *stmt)
{
    VEC(struct expr *) inits = {0};
    if (stmt_is_typedef(stmt))
        out_puts(e->out, "ASYNC_UNUSED ");
    for (size_t i = 0; i < stmt->decls.count; i++) {
        steps_part(e, stmt, i);
        if (stmt->decls.items[i].init)
            *vec_push(&inits) = stmt->decls.items[i].init;
    }
    render_around(e, stmt->span.begin, stmt->span.end, inits.items, (unsigned)inits.count);
    vec_free(&inits);
}

void decls_emit(struct emitter *e, struct stmt *stmt)
{
    if (!must_split(stmt)) {
        emit_whole_decl(e, stmt);
        return;
    }
    if (stmt->has_tag) {
        rule_report(e->diag, RULE_UNSUPPORTED, stmt->span,
                    "defining a type in the declaration of what is kept across an await");
        unit_wish(e->unit, WISH_MOVE_TYPES, e->func->span);
    } else if (!stmt->is_plain)
        rule_report(e->diag, RULE_LOCAL_ATTRIBUTE, stmt->span,
                    "what is declared with this attribute or storage class");
    render_refuses_directive(e, stmt->span.begin, stmt->span.end);
    for (size_t i = 0; i < stmt->decls.count; i++) {
        if (!stmt->decls.items[i].var)
            continue;
        if (i)
            steps_break(e);
        emit_declarator(e, stmt, i);
    }
}
