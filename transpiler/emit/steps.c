/* SPDX-License-Identifier: MIT
 *
 * An await is the call, and behind a test of its status all that happens when it has to wait: the
 * frames are linked, what is live is stored, the function returns; and there the label is at which
 * it is resumed, to load again what was stored. Around it stand the values computed ahead and the
 * branches that decide whether to await at all.
 */
#include "emit/steps.h"

#include "emit/errors.h"
#include "emit/generators.h"
#include "emit/leave.h"
#include "emit/place.h"

void steps_break(struct emitter *e)
{
    out_break(e->out);
}

void steps_open_brace(struct emitter *e)
{
    out_puts(e->out, "{");
    e->out->indent++;
}

void steps_close_brace(struct emitter *e)
{
    e->out->indent--;
    steps_break(e);
    out_puts(e->out, "}");
}

static const char *temp_place(struct emitter *e, const struct temp *temp)
{
    return place_temp(e->unit->arena, e->machine->frame, temp);
}

/* The arguments of a direct call, each behind a comma. by_address: aggregates go so, of a copy
 * unless it is a C local: the callee's frame may lie where the original is. */
static void emit_arguments(struct emitter *e, struct expr *call, bool by_address)
{
    for (unsigned i = 1; i < call->count; i++) {
        struct expr *arg = call->kids[i];
        out_puts(e->out, ", ");
        if (arg->type->kind != TYPE_AGGREGATE || !by_address) {
            render_expr(e, arg, false);
        } else if (arg->temp || (arg->kind == EXPR_NAME && !arg->var->is_resident)) {
            out_puts(e->out, "&");
            render_expr(e, arg, false);
        } else {
            out_printf(e->out, "(%s[1]){ ", type_name(e->unit->arena, arg->type->value));
            render_expr(e, arg, false);
            out_puts(e->out, " }");
        }
    }
}

/* The value of an embedded callee, in its frame. */
static const char *callee_value(struct emitter *e, const struct await *await)
{
    struct arena *arena = e->unit->arena;
    const char *callee = arena_printf(arena, "(&%s->%s)", e->machine->frame, await->member);
    if (await->type->align > FRAME_ALIGN)
        return place_member(arena, callee, await->callee->definition->machine->ret_member,
                            await->type);
    return arena_printf(arena, "%s->%s.%s", e->machine->frame, await->member,
                        await->callee->definition->machine->ret_member);
}

/* Where a boxed callee leaves its value. */
static const char *boxed_value(struct emitter *e, const struct await *await)
{
    return place_member(e->unit->arena, e->machine->frame, await->member, await->type);
}

static void emit_result_argument(struct emitter *e, const struct await *await)
{
    if (await->type->kind == TYPE_VOID)
        return;
    if (await->result)
        out_printf(e->out, ", &%s", temp_place(e, await->result));
    else
        out_printf(e->out, ", &%s", callee_value(e, await));
}

static void emit_call(struct emitter *e, struct await *await)
{
    const struct machine *m = e->machine;
    struct expr *operand = await->expr->kids[0];
    out_printf(e->out, "%s = ", m->status);
    switch (await->how) {
    case AWAIT_EMBEDDED:
        out_printf(e->out, "%s__run(&%s->%s, 0, %s", await->callee->stem, m->frame, await->member,
                   m->task);
        emit_arguments(e, operand, true);
        emit_result_argument(e, await);
        out_puts(e->out, ");");
        return;
    case AWAIT_LEAF:
        out_printf(e->out, "%s__start(&%s->%s, %s", await->callee->name, m->frame, await->member,
                   m->task);
        emit_arguments(e, operand, true);
        emit_result_argument(e, await);
        out_puts(e->out, ");");
        return;
    case AWAIT_BOXED:
        if (await->callee) {
            out_printf(e->out, "%s__call(%s", await->callee->name, m->task);
            emit_arguments(e, operand, false);
            if (await->member)
                out_printf(e->out, ", &%s", boxed_value(e, await));
            out_puts(e->out, ");");
            return;
        }
        if (await->member)
            out_printf(e->out, "ASYNC_CALL(&%s, ", boxed_value(e, await));
        else
            out_printf(e->out, "ASYNC_CALL(%s, ", m->frame);
        render_expr(e, operand, false);
        out_puts(e->out, ");");
        return;
    case AWAIT_FUTURE:
        out_puts(e->out, "async_future_wait(");
        render_expr(e, operand, false);
        out_printf(e->out, ", %s);", m->task);
        return;
    case AWAIT_JOIN:
    case AWAIT_YIELD:
    case AWAIT_NEXT:
        return; /* is written where its exit is */
    }
}

/* A C local goes to the frame, or comes back. */
static void emit_move(struct emitter *e, const struct type *type, const char *name,
                      const char *member, bool is_store)
{
    steps_break(e);
    if (place_is_plain(type)) {
        const char *const store[] = {e->machine->frame, "->", member, " = ", name, ";"};
        const char *const load[] = {name, " = ", e->machine->frame, "->", member, ";"};
        for (size_t i = 0; i < 6; i++)
            out_puts(e->out, is_store ? store[i] : load[i]);
        return;
    }
    const char *place = place_member(e->unit->arena, e->machine->frame, member, type);
    out_puts(e->out, place_assignment(e->unit->arena, type, is_store ? place : name,
                                      is_store ? name : place));
}

/* Stores (or loads) what is saved while the call is suspended. What is resident is there already.
 */
static void emit_saved(struct emitter *e, const struct await *await, bool is_store)
{
    for (size_t i = 0; i < await->vars.count; i++) {
        const struct var *var = await->vars.items[i];
        if (!var->is_resident && !(is_store && var->is_stored_once))
            emit_move(e, var->type, var->name, var->member, is_store);
    }
    for (size_t i = 0; i < await->temps.count; i++) {
        const struct temp *temp = await->temps.items[i];
        if (!temp->is_resident)
            emit_move(e, temp->type, temp->name, temp->member, is_store);
    }
}

void steps_save(struct emitter *e, const struct await *await, bool is_store)
{
    emit_saved(e, await, is_store);
}

/* Where it is resumed. */
static void emit_return_point(struct emitter *e, const struct await *await)
{
    e->out->indent--;
    steps_break(e);
    out_printf(e->out, "%s:;", await->state);
    e->out->indent++;
    emit_saved(e, await, false);
}

static void emit_suspension(struct emitter *e, const struct await *await)
{
    const struct machine *m = e->machine;
    steps_break(e);
    if (await->how == AWAIT_EMBEDDED)
        out_printf(e->out, "async_link_callee(%s, %s, &%s->%s, %s__resume);", m->status, m->frame,
                   m->frame, await->member, await->callee->stem);
    else
        out_printf(e->out, "async_link(%s, %s);", m->status, m->frame);
    emit_saved(e, await, true);
    steps_break(e);
    out_printf(e->out, "%s->%s = %s;", m->frame, m->state_member, await->state);
    steps_break(e);
    out_printf(e->out, "return async_suspend(%s);", m->frame);
    emit_return_point(e, await);
}

void steps_suspend(struct emitter *e, struct await *await)
{
    out_printf(e->out, "if (%s) ", e->machine->status);
    steps_open_brace(e);
    emit_suspension(e, await);
    steps_close_brace(e);
}

/* Goes on where the error leads that came out of the await, if one did. */
static void emit_test(struct emitter *e, const struct await *await)
{
    const struct machine *m = e->machine;
    steps_break(e);
    out_printf(e->out, "if (async_failed(%s, &%s__site_%u)) ", m->task, e->func->stem, await->line);
    steps_open_brace(e);
    steps_break(e);
    leave_thrown(e, e->active);
    steps_close_brace(e);
}

/* Where all awaits leave at one place. Errors of those that are resumed do not come here. */
static void emit_departure(struct emitter *e, const struct await *await)
{
    const struct machine *m = e->machine;
    if (await->how == AWAIT_EMBEDDED) {
        steps_break(e);
        out_printf(e->out, "async_set_resume(&%s->%s, %s__resume);", m->frame, await->member,
                   await->callee->stem);
    }
    emit_saved(e, await, true);
    steps_break(e);
    out_printf(e->out, "%s = %s;", m->at, await->state);
    steps_break(e);
    out_printf(e->out, "goto %s;", m->leave);
    emit_return_point(e, await);
}

void steps_test(struct emitter *e, struct await *await, const char *resumed)
{
    out_printf(e->out, "if (%s) ", e->machine->status);
    steps_open_brace(e);
    if (e->machine->leave) {
        emit_departure(e, await);
    } else {
        steps_break(e);
        out_printf(e->out, "if (%s != ASYNC_THROWN) ", e->machine->status);
        steps_open_brace(e);
        emit_suspension(e, await);
        steps_close_brace(e);
        emit_test(e, await);
    }
    if (resumed) {
        steps_break(e);
        out_puts(e->out, resumed);
    }
    steps_close_brace(e);
}

static void emit_await(struct emitter *e, struct await *await)
{
    struct arena *arena = e->unit->arena;
    const struct temp *result = await->result;
    bool has_ret = await->how == AWAIT_EMBEDDED || await->how == AWAIT_LEAF;
    const char *resumed = NULL;
    if (result && has_ret && await->expr->temp == result) {
        const char *value =
            await->how == AWAIT_LEAF
                ? arena_printf(arena, "%s->%s.async_ret", e->machine->frame, await->member)
                : callee_value(e, await);
        resumed = place_assignment(arena, result->type, temp_place(e, result), value);
    }
    emit_call(e, await);
    steps_break(e);
    steps_test(e, await, resumed);
    if (result && await->how == AWAIT_BOXED) {
        steps_break(e);
        out_puts(e->out, place_assignment(arena, result->type, temp_place(e, result),
                                          boxed_value(e, await)));
    }
}

static void emit_eval(struct emitter *e, struct step *step)
{
    if (!step->expr) {
        out_printf(e->out, "%s = %d;", temp_place(e, step->temp), step->constant);
        return;
    }
    if (!step->temp || step->as_truth) {
        out_puts(e->out, step->temp ? temp_place(e, step->temp) : "");
        out_puts(e->out, step->temp ? " = (" : "(void)(");
        render_value(e, step->expr, step_renders_itself(step));
        out_puts(e->out, step->temp ? ") != 0;" : ");");
        return;
    }
    const char *place = temp_place(e, step->temp);
    place_open(e->out, e->unit->arena, step->temp->type, place, false);
    render_value(e, step->expr, step_renders_itself(step));
    place_close(e->out, step->temp->type, place);
    out_puts(e->out, ";");
}

static void emit_braced(struct emitter *e, struct steps *steps)
{
    steps_open_brace(e);
    steps_break(e);
    steps_emit(e, steps);
    steps_close_brace(e);
}

static void emit_branch(struct emitter *e, struct step *step)
{
    out_puts(e->out, step->is_negated ? "if (!(" : "if (");
    if (step->expr)
        render_expr(e, step->expr, false);
    else
        out_puts(e->out, temp_place(e, step->temp));
    out_puts(e->out, step->is_negated ? ")) " : ") ");
    emit_braced(e, &step->then);
    if (step->other.list.count) {
        out_puts(e->out, " else ");
        emit_braced(e, &step->other);
    }
}

static void emit_spawn(struct emitter *e, struct step *step)
{
    if (!step->temp) {
        out_puts(e->out, "if (!");
        render_expr(e, step->expr, true);
        out_puts(e->out, ") ");
    } else {
        const char *place = temp_place(e, step->temp);
        out_printf(e->out, "%s = ", place);
        render_expr(e, step->expr, true);
        out_puts(e->out, ";");
        steps_break(e);
        out_printf(e->out, "if (!%s) ", place);
    }
    errors_not_spawned(e, step->expr);
}

static void emit_step(struct emitter *e, struct step *step)
{
    if (step->expr)
        out_at(e->out, step->expr->span.source, step->expr->span.begin);
    switch (step->kind) {
    case STEP_EVAL:
        emit_eval(e, step);
        return;
    case STEP_AWAIT:
        emit_await(e, &e->machine->awaits[step->expr->index]);
        return;
    case STEP_IF:
        emit_branch(e, step);
        return;
    case STEP_BLOCK:
        e->block(e, step->expr->block);
        return;
    case STEP_GEN:
        generators_call(e, step);
        return;
    case STEP_SPAWN:
        emit_spawn(e, step);
        return;
    case STEP_DELEGATE:
        generators_delegate(e, step);
        return;
    }
}

void steps_emit(struct emitter *e, struct steps *steps)
{
    for (size_t i = 0; i < steps->list.count; i++) {
        if (i)
            steps_break(e);
        emit_step(e, &steps->list.items[i]);
    }
}

void steps_part(struct emitter *e, struct stmt *stmt, size_t i)
{
    struct steps *steps = &stmt->lowered->parts[i];
    steps_emit(e, steps);
    if (steps->list.count)
        steps_break(e);
}
