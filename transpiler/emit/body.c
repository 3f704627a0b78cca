/* SPDX-License-Identifier: MIT
 *
 * A changed statement is written as its steps and what is left of it; what is around and between
 * changed statements is copied. A changed statement that is the body of another gets braces, so
 * that its steps belong to it.
 */
#include "emit/body.h"

#include "ast/rules.h"
#include "lower/effects.h"
#include "lower/order.h"

#include <string.h>

static void emit_stmt(struct emitter *e, struct stmt *stmt);
static void emit_steps(struct emitter *e, struct steps *steps);

/* ---- suspension
 * ------------------------------------------------------------------------------------ */

static void break_line(struct emitter *e)
{
    out_break(e->out);
}

static void open_brace(struct emitter *e)
{
    out_puts(e->out, "{");
    e->out->indent++;
}

static void close_brace(struct emitter *e)
{
    e->out->indent--;
    break_line(e);
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
        break_line(e);
        if (is_store)
            out_printf(e->out, "%s->%s = %s;", frame, var->member, var->name);
        else
            out_printf(e->out, "%s = %s->%s;", var->name, frame, var->member);
    }
    for (size_t i = 0; i < await->temps.count; i++) {
        const struct temp *temp = await->temps.items[i];
        break_line(e);
        if (is_store)
            out_printf(e->out, "%s->%s = %s;", frame, temp->member, temp->name);
        else
            out_printf(e->out, "%s = %s->%s;", temp->name, frame, temp->member);
    }
}

static void emit_suspend(struct emitter *e, const struct await *await)
{
    const struct machine *m = e->machine;
    break_line(e);
    if (await->how == AWAIT_EMBEDDED)
        out_printf(e->out, "async_link_callee(%s, %s, &%s->%s, %s__resume);", m->status, m->frame,
                   m->frame, await->member, await->callee->name);
    else
        out_printf(e->out, "async_link(%s, %s);", m->status, m->frame);
    emit_saved(e, await, true);
    break_line(e);
    out_printf(e->out, "%s->%s = %s;", m->frame, m->state_member, await->state);
    break_line(e);
    out_printf(e->out, "return async_suspend(%s);", m->frame);
}

static void emit_await(struct emitter *e, struct await *await)
{
    const struct machine *m = e->machine;
    emit_call(e, await);
    break_line(e);
    out_printf(e->out, "if (%s) ", m->status);
    open_brace(e);
    emit_suspend(e, await);
    e->out->indent--;
    break_line(e);
    out_printf(e->out, "%s:;", await->state);
    e->out->indent++;
    emit_saved(e, await, false);
    bool has_ret = await->how == AWAIT_EMBEDDED || await->how == AWAIT_LEAF;
    if (await->result && has_ret && await->expr->temp == await->result) {
        const char *ret =
            await->how == AWAIT_LEAF ? "async_ret" : await->callee->definition->machine->ret_member;
        break_line(e);
        out_printf(e->out, "%s = %s->%s.%s;", await->result->name, m->frame, await->member, ret);
    }
    close_brace(e);
    if (await->result && await->how == AWAIT_BOXED) {
        break_line(e);
        out_printf(e->out, "%s = %s->%s;", await->result->name, m->frame, await->member);
    }
}

/* ---- steps
 * ----------------------------------------------------------------------------------------- */

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
    open_brace(e);
    break_line(e);
    emit_steps(e, steps);
    close_brace(e);
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

static void emit_steps(struct emitter *e, struct steps *steps)
{
    for (size_t i = 0; i < steps->list.count; i++) {
        if (i)
            break_line(e);
        emit_step(e, &steps->list.items[i]);
    }
}

/* The steps of part i, and a break behind them if there are any. */
static void emit_part(struct emitter *e, struct stmt *stmt, size_t i)
{
    struct steps *steps = &stmt->lowered->parts[i];
    emit_steps(e, steps);
    if (steps->list.count)
        break_line(e);
}

/* ---- declarations
 * ----------------------------------------------------------------------------------- */

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
        out_printf(e->out, "memset((void *)%s, 0, sizeof %s);", place, place);
        return;
    }
    bool braced = decl->init->kind == EXPR_INIT;
    out_printf(e->out, "memcpy((void *)%s, ((%s)%s", place,
               type_name(e->unit->arena, decl->var->type), braced ? "" : "{ ");
    render_expr(e, decl->init, false);
    out_printf(e->out, "%s), sizeof %s);", braced ? "" : " }", place);
}

static void emit_resident_init(struct emitter *e, struct decl *decl)
{
    const struct type *type = decl->var->type;
    const char *place =
        arena_printf(e->unit->arena, "%s->%s", e->machine->frame, decl->var->member);
    if (type->kind == TYPE_ARRAY) {
        emit_resident_array(e, place, decl);
        return;
    }
    const char *plain = type_name(e->unit->arena, type->value);
    if (type->is_const)
        out_printf(e->out, "*(%s *)&%s = ", plain, place);
    else
        out_printf(e->out, "%s = ", place);
    if (decl->init->kind == EXPR_INIT)
        out_printf(e->out, "(%s)", plain);
    render_expr(e, decl->init, false);
    out_puts(e->out, ";");
}

static void emit_declarator(struct emitter *e, struct stmt *stmt, size_t i)
{
    struct decl *decl = &stmt->decls.items[i];
    emit_part(e, stmt, i);
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
        if (i && stmt->lowered->parts[i].list.count)
            return true;
    }
    return false;
}

static void emit_whole_decl(struct emitter *e, struct stmt *stmt)
{
    VEC(struct expr *) inits = {0};
    for (size_t i = 0; i < stmt->decls.count; i++) {
        emit_part(e, stmt, i);
        if (stmt->decls.items[i].init)
            *vec_push(&inits) = stmt->decls.items[i].init;
    }
    render_around(e, stmt->span.begin, stmt->span.end, inits.items, (unsigned)inits.count);
    vec_free(&inits);
}

static void emit_decl(struct emitter *e, struct stmt *stmt)
{
    if (!must_split(stmt)) {
        emit_whole_decl(e, stmt);
        return;
    }
    if (stmt->has_tag)
        rule_report(e->diag, RULE_UNSUPPORTED, stmt->span,
                    "defining a type in the declaration of what is kept across an await");
    else if (!stmt->is_plain)
        rule_report(
            e->diag, RULE_LOCAL_ATTRIBUTE, stmt->span,
            "an attribute or storage class in the declaration of what is kept across an await");
    render_refuses_directive(e, stmt->span.begin, stmt->span.end);
    for (size_t i = 0; i < stmt->decls.count; i++) {
        if (!stmt->decls.items[i].var)
            continue;
        if (i)
            break_line(e);
        emit_declarator(e, stmt, i);
    }
}

/* ---- statements
 * --------------------------------------------------------------------------------------- */

/* What is left of the full expression of a statement, as a statement. */
static void emit_rest(struct emitter *e, struct expr *expr)
{
    if (!order_is_done(expr)) {
        render_expr(e, expr, false);
        out_puts(e->out, ";");
        return;
    }
    const struct temp *temp = order_value(expr);
    if (temp)
        out_printf(e->out, "(void)%s;", temp->name); /* or it is set, but never used */
}

/* A statement that another one governs. */
static void emit_sub(struct emitter *e, struct stmt *stmt)
{
    if (!stmt->is_changed || stmt->kind == STMT_BLOCK) {
        emit_stmt(e, stmt);
        return;
    }
    open_brace(e);
    break_line(e);
    emit_stmt(e, stmt);
    close_brace(e);
}

void body_emit_done(struct emitter *e)
{
    const struct machine *m = e->machine;
    if (m->has_owner) {
        out_printf(e->out, "async_owner_end(&%s->%s);", m->frame, m->owner_member);
        break_line(e);
    }
    out_puts(e->out, "return ASYNC_DONE;");
}

static void emit_return(struct emitter *e, struct stmt *stmt)
{
    emit_part(e, stmt, 0);
    if (stmt->expr && stmt->expr->type->kind == TYPE_VOID) {
        emit_rest(e, stmt->expr);
        break_line(e);
    } else if (stmt->expr) {
        out_printf(e->out, "*%s = ", e->machine->ret);
        render_value(e, stmt->expr, false);
        out_puts(e->out, ";");
        break_line(e);
    }
    body_emit_done(e);
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
    return expr && expr->effects & EFFECT_AWAIT;
}

static bool is_replacing(const struct expr *expr)
{
    return expr && expr->effects; /* computed only for what has something to replace */
}

static void emit_if(struct emitter *e, struct stmt *stmt)
{
    if (is_replacing(stmt->expr)) {
        emit_part(e, stmt, 0);
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
    emit_part(e, stmt, 0);
    out_puts(e->out, "if (!(");
    render_expr(e, stmt->expr, false);
    out_puts(e->out, ")) break;");
    break_line(e);
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
    open_brace(e);
    break_line(e);
    emit_break_unless(e, stmt);
    emit_stmt(e, stmt->then);
    close_brace(e);
}

/* The place that `continue` jumps to, ahead of the steps at the end of a loop. */
static void emit_continue_label(struct emitter *e, struct stmt *loop)
{
    break_line(e);
    if (loop->lowered->continue_label) {
        out_printf(e->out, "%s:;", loop->lowered->continue_label);
        break_line(e);
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
    open_brace(e);
    break_line(e);
    emit_stmt(e, stmt->then);
    emit_continue_label(e, stmt);
    emit_part(e, stmt, 0);
    close_brace(e);
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
    open_brace(e);
    break_line(e);
    if (has_await(stmt->expr))
        emit_break_unless(e, stmt);
    emit_stmt(e, stmt->then);
    if (has_await(stmt->step)) {
        emit_continue_label(e, stmt);
        emit_part(e, stmt, 1);
        emit_rest(e, stmt->step);
    }
    close_brace(e);
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
        open_brace(e);
        break_line(e);
        emit_stmt(e, stmt->init);
        break_line(e);
    }
    emit_for_head(e, stmt);
    emit_for_body(e, stmt);
    if (init_changed)
        close_brace(e);
}

static void emit_switch(struct emitter *e, struct stmt *stmt)
{
    if (is_replacing(stmt->expr)) {
        emit_part(e, stmt, 0);
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

static unsigned indent_of(const struct stmt *stmt)
{
    const char *text = stmt->span.source->text;
    unsigned begin = stmt->span.begin, columns = 0;
    while (begin && text[begin - 1] != '\n')
        begin--;
    for (; text[begin] == ' ' || text[begin] == '\t'; begin++)
        columns += text[begin] == '\t' ? 8 : 1;
    return columns / 4;
}

static void emit_changed(struct emitter *e, struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_EXPR:
    case STMT_OPAQUE:
        emit_part(e, stmt, 0);
        emit_rest(e, stmt->expr);
        return;
    case STMT_DECL:
        emit_decl(e, stmt);
        return;
    case STMT_BLOCK:
        emit_sequence(e, stmt, stmt->span.begin, stmt->span.end);
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
        out_printf(e->out, "goto %s;", stmt->target->lowered->continue_label);
        return;
    case STMT_GOTO:
    case STMT_BREAK:
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
    out_at(e->out, stmt->span.source, stmt->span.begin);
    e->out->indent = indent_of(stmt);
    emit_changed(e, stmt);
    e->out->indent = indent;
}

void body_emit(struct emitter *e)
{
    struct stmt *body = e->func->body;
    const char *text = body->span.source->text;
    unsigned brace = text[body->span.begin] == '{' ? 1 : 2; /* <% is one, too */
    emit_sequence(e, body, body->span.begin + brace, body->span.end - brace);
}
