/* SPDX-License-Identifier: MIT
 *
 * The end of a block with light exits does them, and then, for errors alone, once more, each with a
 * label, behind an `if (0)`. The end of one with a heavy exit stands there once: whoever leaves
 * notes his way and goes to the label of the first exit that is active for him; behind the last one
 * the ways part.
 */
#include "emit/leave.h"

#include "emit/errors.h"

#include "emit/place.h"
#include "emit/steps.h"

/* ---- single exits ---- */

static void cleanup(struct emitter *e, const struct exit *exit)
{
    const char *place = place_var(e->unit->arena, e->machine->frame, exit->var);
    out_printf(e->out, "%s(&%s);", exit->var->cleanup, place);
}

static void join(struct emitter *e, const struct exit *exit)
{
    const struct machine *m = e->machine;
    struct await *await = &m->awaits[exit->join->index];
    out_printf(e->out, "if (%s->%s.async_tasks) ", m->frame, exit->owner->member);
    steps_open_brace(e);
    steps_break(e);
    out_printf(e->out, "%s = async_owner_join__start(&%s->%s, %s, &%s->%s, %d);", m->status,
               m->frame, await->member, m->task, m->frame, exit->owner->member, exit->goes_on);
    steps_break(e);
    steps_suspend(e, await);
    steps_close_brace(e);
}

/* Does what is to be done, on a line that is not ended. */
static void run(struct emitter *e, struct exit *exit)
{
    switch (exit->kind) {
    case EXIT_CLEANUP:
        cleanup(e, exit);
        return;
    case EXIT_MEMORY:
        out_printf(e->out, "async_pop(%s, %s->%s);", e->machine->stack, e->machine->frame,
                   exit->var->member);
        return;
    case EXIT_TASKS:
    case EXIT_OWNER:
        join(e, exit);
        return;
    case EXIT_DEFER:
        errors_defer(e, exit);
        return;
    case EXIT_TIMEOUT:
        out_printf(e->out, "async_timeout_end(&%s->%s, %s, &%s);", e->machine->frame, exit->member,
                   e->machine->task, errors_site(e, exit->stmt->span));
        return;
    case EXIT_CATCH:
        out_printf(e->out, "async_release(%s, %s);", e->machine->task, exit->var->name);
        return;
    case EXIT_EACH:
        if (exit->held) {
            errors_defer(e, exit);
            steps_break(e);
        }
        out_printf(e->out, "gen_free(%s);", exit->var->name);
        return;
    case EXIT_TRY:
    case EXIT_DEFERRED:
        return;
    }
}

/* ---- jumps ---- */

void leave_way_ends(struct emitter *e)
{
    if (!e->func->puts_off)
        return;
    out_printf(e->out, "async_cleanups_done(%s);", e->machine->task);
    steps_break(e);
}

void leave_return(struct emitter *e)
{
    const struct func *func = e->func;
    struct arena *arena = e->unit->arena;
    if (func->returned) {
        const char *place = arena_printf(arena, "(*%s)", e->machine->ret);
        out_puts(e->out,
                 place_assignment(arena, func->function->result, place, func->returned->name));
        steps_break(e);
    }
    out_puts(e->out, "return ASYNC_DONE;");
}

static void jump_to(struct emitter *e, struct stmt *jump)
{
    if (exits_put_off(jump->active, jump->until))
        leave_way_ends(e);
    switch (jump->kind) {
    case STMT_RETURN:
    case STMT_GEN_RETURN:
        if (jump->expr)
            leave_return(e);
        else
            out_puts(e->out, "return ASYNC_DONE;");
        return;
    case STMT_CONTINUE:
        if (jump->target->lowered->continue_label)
            out_printf(e->out, "goto %s;", jump->target->lowered->continue_label);
        else
            out_puts(e->out, "continue;");
        return;
    case STMT_BREAK:
        out_puts(e->out, "break;");
        return;
    default: /* STMT_GOTO */
        out_printf(e->out, "goto %s;", jump->name);
        return;
    }
}

static void go_to(struct emitter *e, struct exit *exit, int way)
{
    exit->is_target = true;
    out_printf(e->out, "%s = %d;", exit->section->way->name, way);
    steps_break(e);
    out_printf(e->out, "goto %s;", exit->label);
}

void leave_by(struct emitter *e, struct exit *active, struct stmt *jump)
{
    for (; active != jump->until; active = active->outer) {
        if (active->section && active->section->is_heavy) {
            go_to(e, active, exits_way(active->section, jump));
            return;
        }
        if (!active->section)
            continue;
        run(e, active);
        steps_break(e);
    }
    jump_to(e, jump);
}

void leave_thrown(struct emitter *e, struct exit *active)
{
    if (!active) {
        out_puts(e->out, "return ASYNC_THROWN;");
    } else if (active->section && active->section->is_heavy) {
        go_to(e, active, WAY_THROWN);
    } else {
        active->is_target = true;
        out_printf(e->out, "goto %s;", active->label);
    }
}

/* ---- sections ---- */

static void put_label(struct emitter *e, const struct exit *exit)
{
    if (exit->is_target) {
        out_printf(e->out, "%s:;", exit->label);
        steps_break(e);
    }
}

/* The same for those that an error leaves by. */
static void leave_light_thrown(struct emitter *e, struct stmt *stmt, bool has_end)
{
    struct exit *first = stmt->active;
    while (first != stmt->until && !first->is_target)
        first = first->outer;
    if (first == stmt->until)
        return;
    out_puts(e->out, has_end ? "if (0) " : "");
    steps_open_brace(e);
    for (struct exit *exit = first; exit != stmt->until; exit = exit->outer) {
        steps_break(e);
        put_label(e, exit);
        run(e, exit);
    }
    steps_break(e);
    if (!stmt->until)
        leave_way_ends(e);
    leave_thrown(e, stmt->until);
    steps_close_brace(e);
    steps_break(e);
}

bool leave_ends_in_jump(const struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_BLOCK:
        return stmt->body.count && leave_ends_in_jump(stmt->body.items[stmt->body.count - 1]);
    case STMT_IF:
    case STMT_TRY:
        return stmt->other && leave_ends_in_jump(stmt->then) && leave_ends_in_jump(stmt->other);
    case STMT_TIMEOUT:
        return leave_ends_in_jump(stmt->then);
    case STMT_RETURN:
    case STMT_GEN_RETURN:
    case STMT_GOTO:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_THROW:
        return true;
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR:
    case STMT_SWITCH:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_NULL:
    case STMT_OPAQUE:
    case STMT_YIELD:
    case STMT_DEFER:
    case STMT_EACH:
        return false;
    }
    return false;
}

/* The section's end: that of a try is the end of what catches. */
static bool is_left_by_jump(const struct stmt *stmt)
{
    return leave_ends_in_jump(stmt->kind == STMT_TRY ? stmt->other : stmt);
}

static void leave_light(struct emitter *e, struct stmt *stmt)
{
    bool has_end = !is_left_by_jump(stmt);
    for (struct exit *exit = stmt->active; exit != stmt->until && has_end; exit = exit->outer) {
        run(e, exit);
        steps_break(e);
    }
    leave_light_thrown(e, stmt, has_end);
}

/* The rest of one way; is_only: no other is left. */
static void part(struct emitter *e, const struct section *section, int way, bool is_only)
{
    if (is_only)
        return;
    out_printf(e->out, "if (%s == %d) ", section->way->name, way);
    steps_open_brace(e);
    steps_break(e);
}

static void end_part(struct emitter *e, bool is_only)
{
    if (!is_only)
        steps_close_brace(e);
    steps_break(e);
}

static void part_jump(struct emitter *e, const struct section *section, struct stmt *jump,
                      struct exit *active, bool is_only)
{
    part(e, section, exits_way(section, jump), is_only);
    leave_by(e, active, jump);
    end_part(e, is_only);
}

/* Jumps that lead to a place between two exits of the section, here. */
static void leave_between(struct emitter *e, const struct section *section, struct exit *next)
{
    for (size_t i = 0; i < section->jumps.count; i++)
        if (next != section->outer && section->jumps.items[i]->until == next)
            part_jump(e, section, section->jumps.items[i], next, false);
}

static bool is_error_possible(const struct section *section)
{
    for (struct exit *exit = section->stmt->active; exit != section->outer; exit = exit->outer)
        if (exit->is_target || exit->held)
            return true;
    return false;
}

/* Behind the last exit. Where nobody comes to the end, the last way is left by unasked, so that
 * compilers see that nothing falls out of the block. */
static void part_ways(struct emitter *e, const struct section *section, bool has_end)
{
    struct stmt *last = NULL;
    for (size_t i = 0; i < section->jumps.count; i++) {
        if (exits_ends_inside(section, section->jumps.items[i]))
            continue;
        if (last)
            part_jump(e, section, last, section->outer, false);
        last = section->jumps.items[i];
    }
    bool is_error = is_error_possible(section);
    if (!has_end && section->jumps.count + is_error <= 1) {
        out_printf(e->out, "(void)%s;", section->way->name);
        steps_break(e);
    }
    if (last)
        part_jump(e, section, last, section->outer, !has_end && !is_error);
    if (!is_error)
        return;
    part(e, section, WAY_THROWN, !has_end);
    if (!section->outer)
        leave_way_ends(e);
    leave_thrown(e, section->outer);
    end_part(e, !has_end);
}

static void leave_heavy(struct emitter *e, struct stmt *stmt)
{
    struct section *section = stmt->section;
    bool has_end = !is_left_by_jump(stmt);
    if (has_end) {
        out_printf(e->out, "%s = %d;", section->way->name, WAY_END);
        steps_break(e);
    }
    for (struct exit *exit = stmt->active; exit != stmt->until; exit = exit->outer) {
        put_label(e, exit);
        run(e, exit);
        steps_break(e);
        leave_between(e, section, exit->outer);
    }
    part_ways(e, section, has_end);
    if (has_end && exits_put_off(stmt->active, stmt->until))
        leave_way_ends(e);
}

void leave_section(struct emitter *e, struct stmt *stmt)
{
    if (!stmt->section)
        return;
    if (stmt->section->is_heavy)
        leave_heavy(e, stmt);
    else
        leave_light(e, stmt);
}
