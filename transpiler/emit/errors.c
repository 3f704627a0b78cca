/* SPDX-License-Identifier: MIT
 *
 * A catch block stands behind `if (0)`, with a label that errors go to. It takes the record of the
 * error out of the task, and releases it on every way out. A statement that was deferred is done
 * with the error in flight put aside, and in a function that puts off requests to cancel, with
 * those put aside as well.
 */
#include "emit/errors.h"

#include "emit/generators.h"
#include "emit/leave.h"
#include "emit/place.h"
#include "emit/steps.h"

const char *errors_site(struct emitter *e, struct span span)
{
    return arena_printf(e->unit->arena, "%s__site_%u", e->func->stem,
                        source_line(span.source, span.begin));
}

void errors_throw(struct emitter *e, struct stmt *stmt)
{
    const char *task = e->machine->task;
    if (stmt->expr) {
        out_printf(e->out, "async_throw(%s, ", task);
        render_value(e, stmt->expr, false);
        out_printf(e->out, ", &%s);", errors_site(e, stmt->span));
    } else {
        out_printf(e->out, "async_rethrow(%s, &%s);", task, stmt->target->caught->record->name);
    }
    steps_break(e);
    leave_thrown(e, stmt->active);
}

static void set_caught(struct emitter *e, const struct var *caught)
{
    const char *code = arena_printf(e->unit->arena, "async_code(%s)", caught->record->name);
    if (caught->is_resident)
        out_puts(e->out,
                 place_assignment(e->unit->arena, caught->type,
                                  place_var(e->unit->arena, e->machine->frame, caught), code));
    else
        out_printf(e->out, "%s = %s; (void)%s;",
                   type_declare(e->unit->arena, caught->type, caught->name), code, caught->name);
    steps_break(e);
}

/* What does not end when it is asked to is ended, past its catch blocks. */
static void pass_final(struct emitter *e, const struct stmt *stmt)
{
    if (e->func->function->is_generator && !exits_in_defer(stmt))
        out_printf(e->out, "if (async_gen_is_final(%s, %s)) ", e->machine->core, e->machine->task);
    else
        out_printf(e->out, "if (async_is_final(%s)) ", e->machine->task);
    steps_open_brace(e);
    steps_break(e);
    leave_thrown(e, stmt->until);
    steps_close_brace(e);
    steps_break(e);
}

void errors_try(struct emitter *e, struct stmt *stmt)
{
    const struct var *record = stmt->caught->record;
    e->active = stmt->border;
    e->block(e, stmt->then);
    e->active = stmt->active;
    steps_break(e);
    out_puts(e->out, leave_ends_in_jump(stmt->then) ? "" : "if (0) ");
    steps_open_brace(e);
    steps_break(e);
    if (stmt->border->is_target) {
        out_printf(e->out, "%s:;", stmt->border->label);
        steps_break(e);
    }
    pass_final(e, stmt);
    leave_way_ends(e);
    out_printf(e->out, "%s = async_catch(%s);", record->name, e->machine->task);
    steps_break(e);
    set_caught(e, stmt->caught);
    e->block(e, stmt->other);
    steps_break(e);
    leave_section(e, stmt);
    steps_close_brace(e);
}

void errors_timeout(struct emitter *e, struct stmt *stmt)
{
    const struct machine *m = e->machine;
    const struct exit *exit = stmt->active;
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "if (async_timeout_begin(&%s->%s, %s, ", m->frame, exit->member, m->task);
    render_value(e, stmt->expr, false);
    out_puts(e->out, ") != ASYNC_DONE) ");
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "async_trace(%s, &%s);", m->task, errors_site(e, stmt->span));
    steps_break(e);
    leave_thrown(e, stmt->until);
    steps_close_brace(e);
    steps_break(e);
    e->active = stmt->active;
    e->block(e, stmt->then);
    steps_break(e);
    leave_section(e, stmt);
    steps_close_brace(e);
}

void errors_defer(struct emitter *e, struct exit *exit)
{
    struct stmt *stmt = exit->stmt;
    const char *held = exit->held->name, *task = e->machine->task, *back = held;
    if (e->func->puts_off)
        back = arena_printf(e->unit->arena, "async_way_held(%s, %s)", task, held);
    out_printf(e->out, "%s = %s(%s);", held, e->func->puts_off ? "async_way_hold" : "async_hold",
               task);
    steps_break(e);
    struct exit *active = e->active;
    e->active = stmt->border;
    if (exit->kind == EXIT_EACH)
        generators_close(e, exit);
    else
        e->block(e, stmt->then);
    e->active = active;
    steps_break(e);
    out_printf(e->out, "async_unhold(%s, %s);", task, back);
    if (!stmt->border->is_target)
        return;
    steps_break(e);
    out_puts(e->out, "if (0) ");
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "%s:;", stmt->border->label);
    steps_break(e);
    out_printf(e->out, "async_defer_failed(%s, %s);", task, back);
    steps_break(e);
    out_printf(e->out, "%s = %d;", exit->section->way->name, WAY_THROWN);
    steps_close_brace(e);
}

void errors_not_spawned(struct emitter *e, const struct expr *spawn)
{
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "async_not_spawned(%s, &%s);", e->machine->task,
               errors_site(e, spawn->span));
    steps_break(e);
    leave_thrown(e, e->active);
    steps_close_brace(e);
}
