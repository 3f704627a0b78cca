/* SPDX-License-Identifier: MIT
 *
 * A changed statement is written as its steps and what is left of it; what is around and between
 * changed statements is copied. A changed statement that is the body of another gets braces, so
 * that its steps belong to it.
 */
#include "emit/body.h"

#include "ast/rules.h"
#include "emit/decls.h"
#include "emit/errors.h"
#include "emit/generators.h"
#include "emit/leave.h"
#include "emit/place.h"
#include "emit/steps.h"
#include "flow/exits.h"
#include "lower/effects.h"
#include "lower/order.h"

#include <string.h>

static void emit_stmt(struct emitter *e, struct stmt *stmt);

/* ---- statements ---- */

/* What is left of the full expression of a statement, as a statement. */
static void emit_rest(struct emitter *e, struct expr *expr)
{
    if (!order_is_done(expr)) {
        render_expr(e, expr, false);
        out_puts(e->out, ";");
        return;
    }
    const struct temp *temp = order_value(expr);
    if (temp) /* or it is set, but never used */
        out_printf(e->out, "(void)%s;", place_temp(e->unit->arena, e->machine->frame, temp));
}

/* An expression statement; in an EXPR_BLOCK its value may be wanted. */
static void emit_expression(struct emitter *e, struct stmt *stmt)
{
    const struct temp *value = stmt->lowered->value;
    steps_part(e, stmt, 0);
    if (!value && !stmt->is_value) {
        emit_rest(e, stmt->expr);
        return;
    }
    const char *place = value ? place_temp(e->unit->arena, e->machine->frame, value) : NULL;
    if (value)
        place_open(e->out, e->unit->arena, value->type, place, false);
    render_value(e, stmt->expr, false);
    if (value)
        place_close(e->out, value->type, place);
    out_puts(e->out, ";");
}

/* A statement that another one governs. */
static void emit_sub(struct emitter *e, struct stmt *stmt)
{
    if (!stmt->is_changed || stmt->kind == STMT_BLOCK) {
        emit_stmt(e, stmt);
        return;
    }
    out_join(e->out);
    steps_open_brace(e);
    steps_break(e);
    emit_stmt(e, stmt);
    steps_close_brace(e);
}

void body_emit_done(struct emitter *e)
{
    out_puts(e->out, "return ASYNC_DONE;");
}

static void emit_return(struct emitter *e, struct stmt *stmt)
{
    steps_part(e, stmt, 0);
    if (stmt->expr && stmt->expr->type->kind == TYPE_VOID) {
        emit_rest(e, stmt->expr);
        steps_break(e);
    } else if (stmt->expr) {
        const struct type *type = e->func->function->result;
        const char *place = e->func->returned ? e->func->returned->name
                            : type->value->has_const
                                ? arena_printf(e->unit->arena, "(*%s)", e->machine->ret)
                                : arena_printf(e->unit->arena, "*%s", e->machine->ret);
        place_open(e->out, e->unit->arena, type, place, false);
        render_value(e, stmt->expr, false);
        place_close(e->out, type, place);
        out_puts(e->out, ";");
        steps_break(e);
    }
    leave_by(e, stmt->active, stmt);
}

/* `word (expr) `: the head of a statement whose expression may have changed. */
static void emit_head(struct emitter *e, struct stmt *stmt, const char *word)
{
    render_refuses_directive(e, stmt->span.begin, stmt->then->span.begin);
    out_printf(e->out, "%s (", word);
    render_expr(e, stmt->expr, false);
    out_puts(e->out, ") ");
}

static bool has_await(const struct expr *expr)
{
    return expr && expr->effects & (EFFECT_AWAIT | EFFECT_KEPT);
}

static bool is_replacing(const struct expr *expr)
{
    return expr && expr->effects; /* computed only for what has something to replace */
}

static void emit_if(struct emitter *e, struct stmt *stmt)
{
    if (is_replacing(stmt->expr)) {
        steps_part(e, stmt, 0);
        emit_head(e, stmt, "if");
    } else {
        render_copy(e, stmt->span.begin, stmt->then->span.begin);
    }
    emit_sub(e, stmt->then);
    if (!stmt->other)
        return;
    render_copy(e, stmt->then->span.end, stmt->other->span.begin);
    emit_sub(e, stmt->other);
}

/* `if (!(cond)) break;` behind the condition's steps. */
static void emit_break_unless(struct emitter *e, struct stmt *stmt)
{
    steps_part(e, stmt, 0);
    out_puts(e->out, "if (!(");
    render_expr(e, stmt->expr, false);
    out_puts(e->out, ")) break;");
    steps_break(e);
}

static void emit_while(struct emitter *e, struct stmt *stmt)
{
    if (!has_await(stmt->expr)) {
        if (is_replacing(stmt->expr))
            emit_head(e, stmt, "while");
        else
            render_copy(e, stmt->span.begin, stmt->then->span.begin);
        emit_sub(e, stmt->then);
        return;
    }
    render_refuses_directive(e, stmt->span.begin, stmt->then->span.begin);
    out_puts(e->out, "for (;;) ");
    steps_open_brace(e);
    steps_break(e);
    emit_break_unless(e, stmt);
    emit_stmt(e, stmt->then);
    steps_close_brace(e);
}

/* The place that `continue` jumps to, ahead of the steps at the end of a loop. */
static void emit_continue_label(struct emitter *e, struct stmt *loop)
{
    steps_break(e);
    if (loop->lowered->continue_label) {
        out_printf(e->out, "%s:;", loop->lowered->continue_label);
        steps_break(e);
    }
}

static void emit_do(struct emitter *e, struct stmt *stmt)
{
    if (!is_replacing(stmt->expr)) {
        render_copy(e, stmt->span.begin, stmt->then->span.begin);
        emit_sub(e, stmt->then);
        render_copy(e, stmt->then->span.end, stmt->span.end);
        return;
    }
    render_refuses_directive(e, stmt->then->span.end, stmt->span.end);
    out_puts(e->out, "do ");
    steps_open_brace(e);
    steps_break(e);
    emit_stmt(e, stmt->then);
    emit_continue_label(e, stmt);
    steps_part(e, stmt, 0);
    steps_close_brace(e);
    out_puts(e->out, " while (");
    render_expr(e, stmt->expr, false);
    out_puts(e->out, ");");
}

/* The three parts of `for (...)`; one that has an await is left out, an init that changed as well.
 */
static void emit_for_head(struct emitter *e, struct stmt *stmt)
{
    out_puts(e->out, "for (");
    if (stmt->init && !stmt->init->is_changed)
        render_copy(e, stmt->init->span.begin, stmt->init->span.end);
    else
        out_puts(e->out, ";");
    out_puts(e->out, " ");
    if (stmt->expr && !has_await(stmt->expr))
        render_expr(e, stmt->expr, false);
    out_puts(e->out, "; ");
    if (stmt->step && !has_await(stmt->step))
        render_expr(e, stmt->step, false);
    out_puts(e->out, ") ");
}

static void emit_for_body(struct emitter *e, struct stmt *stmt)
{
    if (!has_await(stmt->expr) && !has_await(stmt->step)) {
        emit_sub(e, stmt->then);
        return;
    }
    steps_open_brace(e);
    steps_break(e);
    if (has_await(stmt->expr))
        emit_break_unless(e, stmt);
    emit_stmt(e, stmt->then);
    if (has_await(stmt->step)) {
        emit_continue_label(e, stmt);
        steps_part(e, stmt, 1);
        emit_rest(e, stmt->step);
    }
    steps_close_brace(e);
}

static void emit_for(struct emitter *e, struct stmt *stmt)
{
    bool init_changed = stmt->init && stmt->init->is_changed;
    if (!init_changed && !is_replacing(stmt->expr) && !is_replacing(stmt->step)) {
        render_copy(e, stmt->span.begin, stmt->then->span.begin);
        emit_sub(e, stmt->then);
        return;
    }
    render_refuses_directive(e, stmt->span.begin, stmt->then->span.begin);
    if (init_changed) {
        steps_open_brace(e);
        steps_break(e);
        emit_stmt(e, stmt->init);
        steps_break(e);
    }
    emit_for_head(e, stmt);
    emit_for_body(e, stmt);
    if (stmt->section) {
        steps_break(e);
        leave_section(e, stmt);
    }
    if (init_changed)
        steps_close_brace(e);
}

static void emit_switch(struct emitter *e, struct stmt *stmt)
{
    if (is_replacing(stmt->expr)) {
        steps_part(e, stmt, 0);
        emit_head(e, stmt, "switch");
    } else {
        render_copy(e, stmt->span.begin, stmt->then->span.begin);
    }
    emit_sub(e, stmt->then);
}

/* Copies [from, to) with the changed ones of the statements in it. */
static void emit_sequence(struct emitter *e, struct stmt *block, unsigned from, unsigned to)
{
    for (size_t i = 0; i < block->body.count; i++) {
        struct stmt *stmt = block->body.items[i];
        if (!stmt->is_changed)
            continue;
        render_copy(e, from, stmt->span.begin);
        emit_stmt(e, stmt);
        from = stmt->span.end;
    }
    render_copy(e, from, to);
}

/* Of the statement's line; lines that are longer than anyone writes them have none. */
static unsigned indent_of(const struct stmt *stmt)
{
    enum { LONGEST = 1000 };
    const char *text = stmt->span.source->text;
    unsigned begin = stmt->span.begin, columns = 0;
    while (begin && text[begin - 1] != '\n' && stmt->span.begin - begin < LONGEST)
        begin--;
    for (; text[begin] == ' ' || text[begin] == '\t'; begin++)
        columns += text[begin] == '\t' ? 8 : 1;
    return columns / 4;
}

/* What is to be done at the end of a block, ahead of its brace. */
static void emit_end(struct emitter *e, struct stmt *block)
{
    if (!block->section)
        return;
    unsigned indent = e->out->indent;
    e->out->indent = indent_of(block) + 1;
    out_trim(e->out);
    steps_break(e);
    leave_section(e, block);
    e->out->indent--;
    out_trim(e->out);
    steps_break(e);
    e->out->indent = indent;
}

static void emit_block(struct emitter *e, struct stmt *stmt)
{
    if (!stmt->section) {
        emit_sequence(e, stmt, stmt->span.begin, stmt->span.end);
        return;
    }
    unsigned brace = stmt->span.source->text[stmt->span.end - 1] == '}' ? 1 : 2; /* or %> */
    emit_sequence(e, stmt, stmt->span.begin, stmt->span.end - brace);
    emit_end(e, stmt);
    out_puts(e->out, "}");
}

static void emit_goto(struct emitter *e, struct stmt *stmt)
{
    if (!stmt->expr) {
        leave_by(e, stmt->active, stmt);
        return;
    }
    steps_part(e, stmt, 0);
    out_puts(e->out, "goto *(");
    render_expr(e, stmt->expr, false);
    out_puts(e->out, ");");
}

static void emit_changed(struct emitter *e, struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_EXPR:
    case STMT_OPAQUE:
        emit_expression(e, stmt);
        return;
    case STMT_DECL:
        decls_emit(e, stmt);
        return;
    case STMT_BLOCK:
        emit_block(e, stmt);
        return;
    case STMT_IF:
        emit_if(e, stmt);
        return;
    case STMT_WHILE:
        emit_while(e, stmt);
        return;
    case STMT_DO:
        emit_do(e, stmt);
        return;
    case STMT_FOR:
        emit_for(e, stmt);
        return;
    case STMT_SWITCH:
        emit_switch(e, stmt);
        return;
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
        render_copy(e, stmt->span.begin, stmt->then->span.begin);
        emit_stmt(e, stmt->then);
        return;
    case STMT_RETURN:
        emit_return(e, stmt);
        return;
    case STMT_CONTINUE:
        leave_by(e, stmt->active, stmt);
        return;
    case STMT_GOTO:
        emit_goto(e, stmt);
        return;
    case STMT_BREAK:
        leave_by(e, stmt->active, stmt);
        return;
    case STMT_THROW:
        steps_part(e, stmt, 0);
        errors_throw(e, stmt);
        return;
    case STMT_TRY:
        errors_try(e, stmt);
        return;
    case STMT_DEFER:
        if (stmt->is_at_once)
            emit_sub(e, stmt->then);
        e->active = stmt->active;
        return;
    case STMT_TIMEOUT:
        steps_part(e, stmt, 0);
        errors_timeout(e, stmt);
        return;
    case STMT_YIELD:
        steps_part(e, stmt, 0);
        generators_yield(e, stmt);
        return;
    case STMT_GEN_RETURN:
        steps_part(e, stmt, 0);
        generators_return(e, stmt);
        return;
    case STMT_EACH:
        steps_part(e, stmt, 0);
        generators_each(e, stmt);
        return;
    case STMT_NULL:
        return;
    }
}

static void emit_stmt(struct emitter *e, struct stmt *stmt)
{
    if (!stmt->is_changed) {
        render_copy(e, stmt->span.begin, stmt->span.end);
        return;
    }
    unsigned indent = e->out->indent;
    struct exit *active = e->active;
    out_at(e->out, stmt->span.source, stmt->span.begin);
    e->out->indent = indent_of(stmt);
    emit_changed(e, stmt);
    e->out->indent = indent;
    if (stmt->kind != STMT_DECL && stmt->kind != STMT_DEFER)
        e->active = active;
}

/* `__label__`, which has to come first in a block. */
static bool declares_labels(const struct stmt *body)
{
    const struct stmt *first = body->body.count ? body->body.items[0] : NULL;
    return first && first->kind == STMT_DECL && !first->decls.items[0].var &&
           strncmp(first->span.source->text + first->span.begin, "__label__", 9) == 0;
}

/* `#pragma STDC` and its like, which have to come first in a block, too. */
static bool begins_with_pragma(const struct stmt *body)
{
    unsigned end = body->body.count ? body->body.items[0]->span.begin : body->span.end;
    for (unsigned at = body->span.begin; at + 6 < end; at++)
        if (strncmp(body->span.source->text + at, "pragma", 6) == 0)
            return true;
    return false;
}

/* The call's own tasks are there from the start. */
static struct exit *first_active(const struct stmt *body)
{
    struct exit *exit = body->active;
    while (exit && exit->outer)
        exit = exit->outer;
    return exit && exit->kind == EXIT_OWNER ? exit : NULL;
}

void body_emit(struct emitter *e)
{
    struct stmt *body = e->func->body;
    e->block = emit_stmt;
    e->active = first_active(body);
    const char *text = body->span.source->text;
    unsigned brace = text[body->span.begin] == '{' ? 1 : 2; /* <% is one, too */
    bool is_block = declares_labels(body) || begins_with_pragma(body);
    out_puts(e->out, is_block ? "{" : "");
    emit_sequence(e, body, body->span.begin + brace, body->span.end - brace);
    emit_end(e, body);
    out_puts(e->out, is_block ? "}" : "");
}
