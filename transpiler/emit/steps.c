/* SPDX-License-Identifier: MIT
 *
 * An await is the call, and behind a test of its status all that happens when it has to wait: the
 * frames are linked, what is live is stored, the function returns; and there the label is at which
 * it is resumed, to load again what was stored. Around it stand the values computed ahead and the
 * branches that decide whether to await at all.
 */
#include "emit/steps.h"

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

static void emit_result_argument(struct emitter *e, const struct await *await)
{
    if (await->type->kind == TYPE_VOID)
        return;
    if (await->result)
        out_printf(e->out, ", &%s", await->result->name);
    else
        out_printf(e->out, ", &%s->%s.%s", e->machine->frame, await->member,
                   await->callee->definition->machine->ret_member);
}

static void emit_call(struct emitter *e, struct await *await)
{
    const struct machine *m = e->machine;
    struct expr *operand = await->expr->kids[0];
    out_printf(e->out, "%s = ", m->status);
    switch (await->how) {
    case AWAIT_EMBEDDED:
        out_printf(e->out, "%s__run(&%s->%s, 0, %s", await->callee->name, m->frame, await->member,
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
                out_printf(e->out, ", &%s->%s", m->frame, await->member);
            out_puts(e->out, ");");
            return;
        }
        if (await->member)
            out_printf(e->out, "ASYNC_CALL(&%s->%s, ", m->frame, await->member);
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
    }
}

/* Stores (or loads) what is saved while the call is suspended. What is resident is there already.
 */
static void emit_saved(struct emitter *e, const struct await *await, bool is_store)
{
    const char *frame = e->machine->frame;
    for (size_t i = 0; i < await->vars.count; i++) {
        const struct var *var = await->vars.items[i];
        if (var->is_resident)
            continue;
        steps_break(e);
        if (is_store)
            out_printf(e->out, "%s->%s = %s;", frame, var->member, var->name);
        else
            out_printf(e->out, "%s = %s->%s;", var->name, frame, var->member);
    }
    for (size_t i = 0; i < await->temps.count; i++) {
        const struct temp *temp = await->temps.items[i];
        steps_break(e);
        if (is_store)
            out_printf(e->out, "%s->%s = %s;", frame, temp->member, temp->name);
        else
            out_printf(e->out, "%s = %s->%s;", temp->name, frame, temp->member);
    }
}

static void emit_suspend(struct emitter *e, const struct await *await)
{
    const struct machine *m = e->machine;
    steps_break(e);
    if (await->how == AWAIT_EMBEDDED)
        out_printf(e->out, "async_link_callee(%s, %s, &%s->%s, %s__resume);", m->status, m->frame,
                   m->frame, await->member, await->callee->name);
    else
        out_printf(e->out, "async_link(%s, %s);", m->status, m->frame);
    emit_saved(e, await, true);
    steps_break(e);
    out_printf(e->out, "%s->%s = %s;", m->frame, m->state_member, await->state);
    steps_break(e);
    out_printf(e->out, "return async_suspend(%s);", m->frame);
}

static void emit_await(struct emitter *e, struct await *await)
{
    const struct machine *m = e->machine;
    emit_call(e, await);
    steps_break(e);
    out_printf(e->out, "if (%s) ", m->status);
    steps_open_brace(e);
    emit_suspend(e, await);
    e->out->indent--;
    steps_break(e);
    out_printf(e->out, "%s:;", await->state);
    e->out->indent++;
    emit_saved(e, await, false);
    bool has_ret = await->how == AWAIT_EMBEDDED || await->how == AWAIT_LEAF;
    if (await->result && has_ret && await->expr->temp == await->result) {
        const char *ret =
            await->how == AWAIT_LEAF ? "async_ret" : await->callee->definition->machine->ret_member;
        steps_break(e);
        out_printf(e->out, "%s = %s->%s.%s;", await->result->name, m->frame, await->member, ret);
    }
    steps_close_brace(e);
    if (await->result && await->how == AWAIT_BOXED) {
        steps_break(e);
        out_printf(e->out, "%s = %s->%s;", await->result->name, m->frame, await->member);
    }
}

static void emit_eval(struct emitter *e, struct step *step)
{
    if (step->temp)
        out_printf(e->out, "%s = ", step->temp->name);
    if (!step->expr) {
        out_printf(e->out, "%d;", step->constant);
        return;
    }
    const char *open = step->as_truth ? "(" : step->temp ? "" : "(void)(";
    const char *close = step->as_truth ? ") != 0;" : step->temp ? ";" : ");";
    out_puts(e->out, open);
    render_value(e, step->expr, step_renders_itself(step));
    out_puts(e->out, close);
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
        out_puts(e->out, step->temp->name);
    out_puts(e->out, step->is_negated ? ")) " : ") ");
    emit_braced(e, &step->then);
    if (step->other.list.count) {
        out_puts(e->out, " else ");
        emit_braced(e, &step->other);
    }
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
