/* SPDX-License-Identifier: MIT
 *
 * The run function: its parameters, the jump to where it was suspended, what a first call does
 * ahead of the body, and the body.
 */
#include "emit/run.h"

#include "emit/body.h"
#include "emit/place.h"

bool run_takes_address(const struct var *param)
{
    return param->type->kind == TYPE_AGGREGATE;
}

static const struct type *input_type(const struct var *param)
{
    if (param->is_apart && param->type->is_variable)
        return param->type->erased;
    return param->is_resident ? param->type->value : param->type;
}

void run_write_attributes(struct emission *em, const struct function *function)
{
    if (function->attributes)
        out_puts(em->out, function->attributes);
}

void run_write_head(struct emission *em, const struct machine *m)
{
    struct func *func = m->func;
    run_write_attributes(em, func->function);
    if (func->function->is_inline)
        text_puts(em, "ASYNC_UNUSED ");
    text_printf(em, "static %sasync_status %s__run(struct %s__frame *%s, unsigned %s",
                func->is_bare && !func->function->attributes ? "__inline__ " : "", func->stem,
                func->stem, m->frame, m->at);
    if (func->is_bare)
        text_printf(em, ", %s",
                    text_declare(em, type_pointer_to(em->unit->arena, func->yielded), m->ret));
    else
        text_printf(em, ", struct async_task *%s", m->task);
    for (unsigned i = 0; i < func->param_count; i++) {
        struct var *param = func->vars.items[i];
        const char *input = m->inputs[i];
        if (run_takes_address(param))
            text_printf(
                em, ", const %s",
                text_declare(em, param->type->value, arena_printf(em->unit->arena, "*%s", input)));
        else
            text_printf(em, ", %s", text_declare(em, input_type(param), input));
    }
    if (func->function->result->kind != TYPE_VOID)
        text_printf(
            em, ", %s",
            text_declare(em, type_pointer_to(em->unit->arena, func->function->result), m->ret));
    text_puts(em, ")");
}

/* Calls through pointers find the task by themselves. */
static bool needs_task(const struct machine *m)
{
    for (size_t i = 0; i < m->func->awaits.count; i++)
        if (m->awaits[i].how != AWAIT_BOXED || m->awaits[i].callee)
            return true;
    return false;
}

/* Is there a return in it that gives a value? */
static bool returns(const struct stmt *stmt)
{
    if (stmt->kind == STMT_RETURN && stmt->expr)
        return true;
    for (size_t i = 0; i < stmt->body.count; i++)
        if (returns(stmt->body.items[i]))
            return true;
    return (stmt->then && returns(stmt->then)) || (stmt->other && returns(stmt->other));
}

/* A function that never returns a value has no use for it; compilers that do not see that it throws
 * believe that it is read. */
static void write_ret_use(struct emission *em, const struct machine *m)
{
    const struct type *result = m->func->function->result;
    if (place_is_plain(result) && result->kind == TYPE_SCALAR)
        text_printf(em, "    if (!%s)\n        *%s = 0;\n", m->at, m->ret);
    else if (result->kind != TYPE_VOID)
        text_printf(em, "    (void)%s;\n", m->ret);
}

/* How a function leaves at one place: with the status of an await, or resumed with an error. */
static void write_leave(struct emission *em, const struct machine *m)
{
    text_printf(em,
                "    if (%s && ASYNC_SELDOM(%s->thrown)) {\n"
                "    %s:\n"
                "        %s->%s = %s;\n"
                "        return async_leave(%s, %s, %s, %s__places[%s - 1]);\n"
                "    }\n",
                m->at, m->task, m->leave, m->frame, m->state_member, m->at, m->task, m->frame,
                m->status, m->func->stem, m->at);
}

static void write_switch(struct emission *em, const struct machine *m)
{
    size_t count = m->func->awaits.count;
    if (m->leave)
        write_leave(em, m);
    if (!count) {
        text_printf(em, "    (void)%s;\n    (void)%s;\n    (void)%s;\n", m->frame, m->at, m->task);
        return;
    }
    bool has_one_state = m->func->is_generator && count == 1; /* set here, not at each yield */
    text_printf(em, "    switch (%s) {\n    case 0: ", m->at);
    if (has_one_state)
        text_printf(em, "%s->%s = %s; ", m->frame, m->state_member, m->awaits[0].state);
    text_line(em, "break;");
    for (size_t i = 0; i < count; i++)
        text_printf(em, "    case %s: goto %s;\n", m->awaits[i].state, m->awaits[i].state);
    text_line(em, "    default: ASYNC_NOT_REACHED();\n    }");
    if (!needs_task(m) && !m->func->is_bare)
        text_printf(em, "    (void)%s;\n", m->task);
}

static bool has_status(const struct machine *m)
{
    for (size_t i = 0; i < m->func->awaits.count; i++)
        if (m->awaits[i].how != AWAIT_YIELD)
            return true;
    return false;
}

static void write_temps(struct emission *em, const struct machine *m)
{
    if (has_status(m))
        text_printf(em, "    async_status %s%s;\n", m->status, m->leave ? " = ASYNC_THROWN" : "");
    for (size_t i = 0; i < m->func->vars.count; i++) {
        const struct var *var = m->func->vars.items[i];
        bool is_used = !var->span.source || var->scope->has_await || !var->scope->parent;
        if (var->kind == VAR_ROOM && !var->is_resident)
            text_printf(em, "    %s;\n", text_declare(em, var->type, var->name));
        if (var->kind == VAR_OWN && is_used)
            text_printf(em, "    %s = %s;\n", text_declare(em, var->type, var->name),
                        var->type->kind == TYPE_SCALAR ? "0" : "{0}");
    }
    for (size_t i = 0; i < m->temps.count; i++)
        if (!m->temps.items[i]->is_resident || !m->temps.items[i]->member)
            text_printf(em, "    %s;\n",
                        text_declare(em, m->temps.items[i]->type, m->temps.items[i]->name));
}

/* The parameters whose type has sizes in it, or all others. */
static void write_params(struct emission *em, const struct machine *m, bool are_variable)
{
    for (unsigned i = 0; i < m->func->param_count; i++) {
        struct var *param = m->func->vars.items[i];
        if ((param->is_maybe_unused || !param->name) && !are_variable)
            text_printf(em, "    (void)%s;\n", m->inputs[i]);
        bool is_variable = param->is_apart && param->type->is_variable;
        if (!param->name || m->inputs[i] == param->name || is_variable != are_variable)
            continue;
        const char *star = run_takes_address(param) ? "*" : "";
        const char *value = arena_printf(em->unit->arena, "%s%s", star, m->inputs[i]);
        const char *place = param->is_resident ? place_var(em->unit->arena, m->frame, param) : NULL;
        if (place)
            text_printf(em, "    %s\n",
                        place_assignment(em->unit->arena, param->type, place, value));
        else
            text_printf(em, "    %s = %s;\n", text_declare(em, param->type, param->name), value);
    }
}

/* What a call that begins, rather than resumes, does ahead of the body. */
static void write_entry(struct emission *em, struct func *func)
{
    const struct machine *m = func->machine;
    struct emitter e = {em->unit, em->diag, em->out, func, func->machine, NULL, NULL};
    if (m->has_owner)
        text_printf(em, "    %s->%s.async_tasks = 0;\n", m->frame, m->owner_member);
    write_params(em, m, false);
    for (size_t i = 0; i < func->sizes.count; i++) {
        text_printf(em, "    %s = (unsigned long)(", func->sizes.items[i].var->name);
        render_expr(&e, func->sizes.items[i].expr, false);
        out_generated(em->out);
        text_line(em, ");");
    }
    write_params(em, m, true);
    for (unsigned i = 0; i < func->param_count; i++) {
        const struct var *param = func->vars.items[i];
        if (param->is_stored_once && param->member)
            text_printf(em, "    %s->%s = %s;\n", m->frame, param->member, param->name);
    }
}

static const char *const function_names[] = {"__func__", "__FUNCTION__", "__PRETTY_FUNCTION__"};

/* __func__ in the body says the user's name. */
static void write_function_name(struct emission *em, const struct func *func, bool begins)
{
    if (!func->names_itself)
        return;
    for (size_t i = 0; i < 3; i++) {
        if (begins)
            text_printf(em, "#define %s %s__name\n", function_names[i], func->stem);
        else
            text_printf(em, "#undef %s\n", function_names[i]);
    }
}

static bool ends_in_return(const struct stmt *body)
{
    return body->body.count && body->body.items[body->body.count - 1]->kind == STMT_RETURN;
}

static void write_body(struct emission *em, struct func *func)
{
    struct machine *m = func->machine;
    struct emitter e = {em->unit, em->diag, em->out, func, m, NULL, NULL};
    if (em->out->has_lines)
        out_at(em->out, func->span.source, func->body->span.begin);
    em->out->indent = 1;
    body_emit(&e);
    if (!ends_in_return(func->body) || func->body->section) {
        text_puts(em, em->out->has_lines ? " " : "    ");
        if (func->function->is_main && func->function->result->kind != TYPE_VOID)
            text_printf(em, "*%s = 0; ", m->ret);
        body_emit_done(&e);
    }
    text_puts(em, "\n}\n");
    out_generated(em->out);
}

/* Once each. */
static void write_site(struct emission *em, const char *name, const char *function,
                       struct span span)
{
    struct span place = source_original(span);
    if (!text_is_new(em, name))
        return;
    text_printf(em, "static const struct async_site %s = {", name);
    out_quoted(em->out, function);
    text_puts(em, ", ");
    out_quoted(em->out, place.source->name);
    text_printf(em, ", %u};\n", source_line(span.source, span.begin));
}

void run_write_starts(struct emission *em, const struct func *func)
{
    struct arena *arena = em->unit->arena;
    for (size_t i = 0; i < func->starts.count; i++) {
        const struct expr *start = func->starts.items[i];
        if (start->kind == EXPR_SPAWN)
            write_site(em, render_spawn_site(arena, func, start), render_started(start),
                       start->span);
    }
}

static void write_thrown_site(struct emission *em, const struct func *func, struct span span)
{
    write_site(em,
               arena_printf(em->unit->arena, "%s__site_%u", func->stem,
                            source_line(span.source, span.begin)),
               func->name, span);
}

/* By the states of the frame, where it stands. */
static void write_places(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    if (!func->awaits.count)
        return;
    text_printf(em, "ASYNC_UNUSED static const struct async_site *const %s__places[] = {",
                func->stem);
    for (size_t i = 0; i < func->awaits.count; i++) {
        struct span span = m->awaits[i].expr->span;
        text_printf(em, "%s&%s__site_%u", i ? ", " : "", func->stem,
                    source_line(span.source, span.begin));
    }
    text_line(em, "};\n");
}

void run_write_places(struct emission *em, const struct machine *m, const char *which)
{
    const char *stem = m->func->stem;
    if (m->func->awaits.count)
        text_printf(em, "ASYNC_PLACES(%s__%s, %s__places);\n", stem, which, stem);
}

void run_write_sites(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    for (size_t i = 0; i < func->awaits.count; i++)
        write_thrown_site(em, func, m->awaits[i].expr->span);
    for (size_t i = 0; i < m->sites.count; i++)
        write_thrown_site(em, func, m->sites.items[i]);
    for (size_t i = 0; i < func->starts.count; i++)
        if (func->starts.items[i]->kind == EXPR_SPAWN)
            write_thrown_site(em, func, func->starts.items[i]->span);
    run_write_starts(em, func);
    write_places(em, m);
}

void run_write(struct emission *em, struct func *func)
{
    struct machine *m = func->machine;
    bool is_rewritten = source_is_rewritten(func->span);
    if (is_rewritten)
        text_line(em, "ASYNC_EXPANDED_BEGIN");
    run_write_head(em, m);
    text_line(em, "\n{");
    if (func->names_itself)
        text_printf(em, "    static const char %s__name[] ASYNC_UNUSED = \"%s\";\n", func->stem,
                    func->name);
    if (func->is_generator && !func->is_bare)
        text_printf(em, "    struct async_generator *%s = &%s__generator(%s)->core;\n", m->core,
                    func->stem, m->frame);
    write_temps(em, m);
    if (!returns(func->body))
        write_ret_use(em, m);
    write_switch(em, m);
    if (func->is_generator && !func->is_bare)
        text_printf(em, "    (void)%s;\n", m->core);
    write_entry(em, func);
    write_function_name(em, func, true);
    write_body(em, func);
    write_function_name(em, func, false);
    if (is_rewritten)
        text_line(em, "ASYNC_EXPANDED_END");
}

void run_write_ret_argument(struct emission *em, const struct function *function, const char *ret)
{
    if (function->result->kind != TYPE_VOID)
        text_printf(em, ", %s", ret);
}

/* Arguments of a call that resumes. Nothing reads them; but compilers that do not see this would
 * warn of a null pointer. */
void run_write_no_arguments(struct emission *em, const struct function *function)
{
    for (unsigned i = 0; i < function->param_count; i++) {
        const struct type *type = function->params[i];
        bool is_pointer = type->kind == TYPE_SCALAR && type->result;
        text_puts(em, is_pointer ? ", (void *)frame" : ", 0");
    }
}

void run_write_resume(struct emission *em, const struct machine *m)
{
    const char *stem = m->func->stem;
    text_puts(em, "\n");
    run_write_attributes(em, m->func->function);
    text_printf(
        em,
        "static async_status %s__resume(struct async_frame *frame, struct async_task *task)\n"
        "{\n"
        "    struct %s__frame *f = (struct %s__frame *)frame;\n"
        "    return %s__run(f, async_resumed_at(f->%s), task",
        stem, stem, stem, stem, m->state_member);
    run_write_no_arguments(em, m->func->function);
    run_write_ret_argument(em, m->func->function,
                           arena_printf(em->unit->arena, "&%s",
                                        place_member(em->unit->arena, text_own(em, "f"),
                                                     m->ret_member, m->func->function->result)));
    text_line(em, ");\n}");
    run_write_places(em, m, "resume");
}
