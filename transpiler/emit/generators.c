/* SPDX-License-Identifier: MIT
 *
 * A generator is a struct of its core, the value that it yields, and its frame. Until it is resumed
 * for the first time the arguments are where the frame will be. A yield leaves the value where the
 * core says, and returns; whoever resumes it sees by the core's state what it was.
 */
#include "emit/generators.h"

#include "emit/errors.h"
#include "emit/leave.h"
#include "emit/place.h"
#include "emit/run.h"
#include "emit/steps.h"
#include "emit/symbols.h"

/* ---- in bodies ---- */

static void test_failed(struct emitter *e, struct span span)
{
    out_printf(e->out, "if (async_failed(%s, &%s)) ", e->machine->task, errors_site(e, span));
    steps_open_brace(e);
    steps_break(e);
    leave_thrown(e, e->active);
    steps_close_brace(e);
}

/* Gives back to whoever resumed the generator, and goes on here. */
static void suspend(struct emitter *e, const struct expr *suspension, const char *result)
{
    const struct machine *m = e->machine;
    const struct await *await = &m->awaits[suspension->index];
    steps_save(e, await, true);
    steps_break(e);
    if (e->func->awaits.count > 1) {
        out_printf(e->out, "%s->%s = %s;", m->frame, m->state_member, await->state);
        steps_break(e);
    }
    out_printf(e->out, "return %s;", result);
    steps_break(e);
    out_printf(e->out, "%s:;", await->state);
    steps_save(e, await, false);
    steps_break(e);
}

void generators_yield(struct emitter *e, struct stmt *stmt)
{
    struct arena *arena = e->unit->arena;
    const struct machine *m = e->machine;
    const struct type *type = e->func->yielded;
    if (stmt->expr && type->kind != TYPE_VOID) {
        const char *pointer = type_name(arena, type_pointer_to(arena, (struct type *)type->value));
        const char *place = e->func->is_bare
                                ? arena_printf(arena, "(*%s)", m->ret)
                                : arena_printf(arena, "(*(%s)%s->async_out)", pointer, m->core);
        place_open(e->out, arena, type->value, place, false);
        render_value(e, stmt->expr, false);
        place_close(e->out, type->value, place);
        out_puts(e->out, ";");
    }
    if (e->func->is_bare) {
        suspend(e, stmt->suspension, "ASYNC_YIELDED");
        return;
    }
    suspend(e, stmt->suspension,
            arena_printf(arena, "async_yielded%s(%s)", e->func->function->is_async ? "_far" : "",
                         m->core));
    test_failed(e, stmt->span);
}

void generators_return(struct emitter *e, struct stmt *stmt)
{
    const struct machine *m = e->machine;
    if (stmt->expr) {
        const char *type = type_name(e->unit->arena, stmt->expr->type->value);
        out_printf(e->out, "async_gen_return(%s, %s, (%s[1]){ ", m->core, m->task, type);
        render_value(e, stmt->expr, false);
        out_printf(e->out, " }, ASYNC_TYPE(%s));", type);
        steps_break(e);
        test_failed(e, stmt->span);
        steps_break(e);
    }
    leave_by(e, stmt->active, stmt);
}

void generators_delegate(struct emitter *e, struct step *step)
{
    struct arena *arena = e->unit->arena;
    struct expr *expr = step->expr;
    const struct machine *m = e->machine;
    out_printf(e->out, "async_delegated(%s, ", m->core);
    render_value(e, expr->kids[0], false);
    out_puts(e->out, ");");
    suspend(e, expr->suspension, "ASYNC_DONE");
    out_printf(e->out, "if (async_failed(%s, &%s)) ", m->task, errors_site(e, expr->span));
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "async_delegate_end(%s);", m->core);
    steps_break(e);
    leave_thrown(e, e->active);
    steps_close_brace(e);
    steps_break(e);
    if (step->temp) {
        const char *type = type_name(arena, step->temp->type);
        const char *pointer = type_name(arena, type_pointer_to(arena, step->temp->type));
        out_puts(e->out,
                 place_assignment(
                     arena, step->temp->type, place_temp(arena, m->frame, step->temp),
                     arena_printf(arena, "*(%s)async_delegate_value(%s, ASYNC_TYPE(%s), &(%s){0})",
                                  pointer, m->core, type, type)));
        steps_break(e);
    }
    out_printf(e->out, "async_delegate_end(%s);", m->core);
}

/* How to go on in a generator that is known, as an argument; "" if it is not. */
static const char *resume_of(struct emitter *e, const struct func *definition)
{
    bool is_known = definition && definition->awaits.count && !definition->function->is_async;
    return is_known ? arena_printf(e->unit->arena, ", %s__resume", definition->stem) : "";
}

/* A call that resumes a generator. */
void generators_call(struct emitter *e, struct step *step)
{
    struct expr *expr = step->expr;
    const struct machine *m = e->machine;
    const struct var *handle = expr->kids[0]->kind == EXPR_NAME ? expr->kids[0]->var : NULL;
    const char *resume = resume_of(e, handle && expr->op[0] == 'n' ? handle->generator : NULL);
    if (step->temp)
        out_printf(e->out, "%s = ", place_temp(e->unit->arena, m->frame, step->temp));
    out_printf(e->out, "async_gen_%s%s_in(%s, ", expr->op, *resume ? "_of" : "", m->task);
    render_value(e, expr->kids[0], false);
    out_puts(e->out, resume);
    if (expr->count > 1 && expr->op[0] == 's') {
        const char *type = type_name(e->unit->arena, expr->kids[1]->type->value);
        out_printf(e->out, ", (%s[1]){ ", type);
        render_value(e, expr->kids[1], false);
        out_printf(e->out, " }, ASYNC_TYPE(%s)", type);
    } else if (expr->count > 1) {
        out_puts(e->out, ", ");
        render_value(e, expr->kids[1], false);
    }
    out_puts(e->out, ");");
    steps_break(e);
    test_failed(e, expr->span);
}

/* The variable of the loop gets the value. */
static void set_variable(struct emitter *e, struct stmt *stmt, const char *value)
{
    struct arena *arena = e->unit->arena;
    const struct var *var = stmt->init->decls.items[0].var;
    if (var->is_resident)
        out_puts(e->out, place_assignment(arena, var->type,
                                          place_var(arena, e->machine->frame, var), value));
    else
        out_printf(e->out, "%s = %s;", type_declare(arena, var->type, var->name), value);
    steps_break(e);
}

/* Leaves the loop when there is no further value. */
static void next(struct emitter *e, struct stmt *stmt, const struct exit *exit)
{
    const struct expr *call = expr_in_room(stmt->expr);
    const char *resume = resume_of(e, call ? call->function->definition : NULL);
    out_printf(e->out, "if (!async_gen_next%s_in(%s, %s%s)) ", *resume ? "_of" : "",
               e->machine->task, exit->var->name, resume);
    steps_open_brace(e);
    steps_break(e);
    test_failed(e, stmt->span);
    steps_break(e);
    out_puts(e->out, "break;");
    steps_close_brace(e);
}

static void await_next(struct emitter *e, struct stmt *stmt, const struct exit *exit)
{
    const struct machine *m = e->machine;
    struct await *await = &m->awaits[stmt->suspension->index];
    out_printf(e->out, "%s = gen_anext__start(&%s->%s, %s, %s, &%s);", m->status, m->frame,
               await->member, m->task, exit->var->name, exit->more->name);
    steps_break(e);
    steps_test(e, await,
               arena_printf(e->unit->arena, "%s = %s->%s.async_ret;", exit->more->name, m->frame,
                            await->member));
    steps_break(e);
    out_printf(e->out, "if (!%s) ", exit->more->name);
    steps_open_brace(e);
    steps_break(e);
    out_puts(e->out, "break;");
    steps_close_brace(e);
}

void generators_close(struct emitter *e, struct exit *exit)
{
    const struct machine *m = e->machine;
    struct await *await = &m->awaits[exit->join->index];
    out_printf(e->out, "%s = gen_aclose__start(&%s->%s, %s, %s);", m->status, m->frame,
               await->member, m->task, exit->var->name);
    steps_break(e);
    steps_test(e, await, NULL);
}

/* A loop like others. */
static void bare_each(struct emitter *e, struct stmt *stmt, const struct expr *call)
{
    const struct var *room = call->room;
    const char *place =
        room->is_resident ? place_var(e->unit->arena, e->machine->frame, room) : room->name;
    out_puts(e->out, "if (");
    render_value(e, stmt->expr, false);
    out_puts(e->out, ") do ");
    steps_open_brace(e);
    steps_break(e);
    set_variable(e, stmt, arena_printf(e->unit->arena, "%s.async_value", place));
    e->block(e, stmt->then);
    steps_close_brace(e);
    out_printf(e->out, " while (%s__again(&%s));", call->function->stem, place);
}

void generators_each(struct emitter *e, struct stmt *stmt)
{
    const struct expr *bare = stmt_bare_call(stmt);
    if (bare) {
        bare_each(e, stmt, bare);
        return;
    }
    const struct exit *exit = stmt->active;
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "%s = ", exit->var->name);
    render_value(e, stmt->expr, false);
    out_puts(e->out, ";");
    steps_break(e);
    e->active = stmt->active;
    out_puts(e->out, "for (;;) ");
    steps_open_brace(e);
    steps_break(e);
    if (stmt->is_async)
        await_next(e, stmt, exit);
    else
        next(e, stmt, exit);
    steps_break(e);
    set_variable(e, stmt, arena_printf(e->unit->arena, "*%s", exit->var->name));
    e->block(e, stmt->then);
    steps_close_brace(e);
    steps_break(e);
    leave_section(e, stmt);
    steps_close_brace(e);
}

/* ---- around the body ---- */

static const char *param_name(struct emission *em, unsigned i)
{
    return arena_printf(em->unit->arena, "async_a%u", i + 1);
}

static void write_params(struct emission *em, const struct function *function)
{
    for (unsigned i = 0; i < function->param_count; i++)
        text_printf(em, ", %s", text_declare(em, function->params[i], param_name(em, i)));
}

static const char *value_pointer(struct emission *em, const struct func *func)
{
    return type_name(em->unit->arena, type_pointer_to(em->unit->arena, func->yielded));
}

/* The head of the function that makes one in a room, or, without one, on the heap. */
static void write_make_head(struct emission *em, const struct func *func)
{
    const char *name = arena_printf(em->unit->arena, "%s__make(struct %s__gen *async_room",
                                    func->stem, func->stem);
    text_printf(em, "ASYNC_UNUSED static %s",
                text_declare(em, type_pointer_to(em->unit->arena, func->yielded), name));
    write_params(em, func->function);
    text_puts(em, ")");
}

static void write_step_head(struct emission *em, const struct func *func, const char *which)
{
    text_printf(em,
                "static async_status %s__%s(struct async_frame *frame, struct async_task *task)",
                func->stem, which);
}

static void write_bare_head(struct emission *em, const struct func *func, const char *which)
{
    text_printf(em, "ASYNC_UNUSED static __inline__ async_bool %s__%s(struct %s__each *each",
                func->stem, which, func->stem);
}

/* What loops over a bare one have instead of a core. */
static void declare_bare(struct emission *em, const struct func *func)
{
    text_open_layout(em);
    text_printf(em, "struct %s__each {\n    struct %s__frame frame;\n    %s;\n};\n", func->stem,
                func->stem, text_declare(em, func->yielded, "async_value"));
    text_close_layout(em);
    write_bare_head(em, func, "first");
    write_params(em, func->function);
    text_line(em, ");");
    write_bare_head(em, func, "again");
    text_line(em, ");");
}

void generators_declare(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    text_open_layout(em);
    text_printf(em, "struct %s__gen {\n    struct async_generator core;\n", func->stem);
    if (func->yielded->kind != TYPE_VOID)
        text_printf(em, "    %s;\n", text_declare(em, func->yielded, text_own(em, "value")));
    text_printf(em,
                "    union {\n        struct %s__frame frame;\n        struct {\n"
                "            struct async_frame head;\n",
                func->stem);
    for (unsigned i = 0; i < func->param_count; i++)
        text_printf(em, "            %s;\n",
                    text_declare(em, func->function->params[i], param_name(em, i)));
    text_line(em, "        } start;\n    } u;\n};");
    text_close_layout(em);
    write_make_head(em, func);
    text_line(em, ";");
    if (func->awaits.count) {
        write_step_head(em, func, "resume");
        text_line(em, ";");
    }
    if (func->is_bare)
        declare_bare(em, func);
    text_line(em, "");
}

void generators_write_prototype(struct emission *em, const struct func *func)
{
    text_printf(em,
                "static __inline__ struct %s__gen *%s__generator(struct %s__frame *f)\n{\n"
                "    return (struct %s__gen *)(void *)((char *)f - async_offset(struct %s__gen, "
                "u));\n}\n\n",
                func->stem, func->stem, func->stem, func->stem, func->stem);
    symbols_write_head(em, func);
    text_line(em, ";\n");
}

/* ---- behind the body ---- */

/* The core, for a body that knows nothing of it; and where such a body leaves its value. */
static void write_core(struct emission *em, const struct func *func)
{
    text_printf(em, "    struct async_generator *core = &%s__generator(f)->core;\n", func->stem);
}

static void write_run(struct emission *em, const struct func *func, const char *at)
{
    if (func->is_bare)
        text_printf(em, "    return async_bare_stopped(core, %s__run(f, %s, (%s)core->async_out",
                    func->stem, at, value_pointer(em, func));
    else
        text_printf(em, "    return %s__run(f, %s, task", func->stem, at);
}

static void write_resume(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    if (!func->awaits.count)
        return;
    text_line(em, "");
    write_step_head(em, func, "resume");
    text_printf(em, "\n{\n    struct %s__frame *f = (struct %s__frame *)frame;\n", func->stem,
                func->stem);
    if (func->is_bare) {
        write_core(em, func);
        text_printf(em,
                    "    if (async_failed(task, %s__places[f->%s - 1]))\n"
                    "        return ASYNC_THROWN;\n",
                    func->stem, m->state_member);
    }
    write_run(
        em, func,
        arena_printf(em->unit->arena, text_own(em, "async_resumed_at(f->%s)"), m->state_member));
    run_write_no_arguments(em, func->function);
    text_line(em, func->is_bare ? "));\n}" : ");\n}");
    run_write_places(em, m, "resume");
}

static void write_begin(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    text_line(em, "");
    write_step_head(em, func, "begin");
    text_printf(em, "\n{\n    struct %s__frame *f = (struct %s__frame *)frame;\n", func->stem,
                func->stem);
    if (func->param_count)
        text_printf(em, "    struct %s__gen *g = %s__generator(f);\n", func->stem, func->stem);
    if (func->is_bare) {
        write_core(em, func);
        text_line(em, "    (void)task;");
    }
    if (func->awaits.count)
        text_printf(em, "    async_set_resume(frame, %s__resume);\n", func->stem);
    for (unsigned i = 0; i < func->param_count; i++)
        if (func->function->params[i]->kind == TYPE_AGGREGATE)
            text_printf(em, "    %s = g->u.start.%s;\n",
                        text_declare(em, func->function->params[i], param_name(em, i)),
                        param_name(em, i));
    write_run(em, func, "0");
    for (unsigned i = 0; i < func->param_count; i++)
        text_printf(em,
                    func->function->params[i]->kind == TYPE_AGGREGATE ? ", &%s" : ", g->u.start.%s",
                    param_name(em, i));
    text_line(em, func->is_bare ? "));\n}\n" : ");\n}\n");
}

static void write_bare(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    write_bare_head(em, func, "first");
    write_params(em, func->function);
    text_printf(em, ")\n{\n    return %s__run(&each->frame, 0, &each->async_value", func->stem);
    for (unsigned i = 0; i < func->param_count; i++)
        text_printf(em, func->function->params[i]->kind == TYPE_AGGREGATE ? ", &%s" : ", %s",
                    param_name(em, i));
    text_line(em, ") == ASYNC_YIELDED;\n}\n");
    write_bare_head(em, func, "again");
    text_printf(
        em,
        ")\n{\n    void *frame = &each->frame;\n    (void)frame;\n"
        "    return %s__run(&each->frame, async_resumed_at(each->frame.%s), &each->async_value",
        func->stem, m->state_member);
    run_write_no_arguments(em, func->function);
    text_line(em, ") == ASYNC_YIELDED;\n}\n");
}

static void write_make(struct emission *em, const struct func *func)
{
    const char *name = func->name, *stem = func->stem;
    write_make_head(em, func);
    text_printf(
        em,
        "\n{\n    static const struct async_site async_here = {\"%s\", \"\", 0};\n"
        "    struct %s__gen *async_made = async_gen_new(sizeof *async_made, async_room, "
        "&async_here);\n"
        "    (void)%s;\n    if (!async_made)\n        return 0;\n"
        "    async_gen_begin(&async_made->core, &async_made->u.frame.head, %s__begin, %s);\n",
        name, stem, name, stem, func->function->is_async ? "ASYNC_GEN_ASYNC" : "0");
    for (unsigned i = 0; i < func->param_count; i++)
        text_printf(
            em, "    %s\n",
            place_assignment(em->unit->arena, func->function->params[i],
                             arena_printf(em->unit->arena, text_own(em, "async_made->u.start.%s"),
                                          param_name(em, i)),
                             param_name(em, i)));
    text_line(em, "    return (void *)(&async_made->core + 1);\n}\n");
}

void generators_write(struct emission *em, const struct machine *m)
{
    struct func *func = m->func;
    write_resume(em, m);
    write_begin(em, m);
    write_make(em, func);
    if (func->is_bare)
        write_bare(em, m);
    if (function_is_elsewhere(func->function))
        return;
    symbols_begin(em, m);
    text_printf(em, "    return %s__make(0", func->stem);
    for (unsigned i = 0; i < func->param_count; i++) {
        text_printf(em, ", %s", symbols_argument(m, i));
    }
    text_line(em, ");\n}");
}
