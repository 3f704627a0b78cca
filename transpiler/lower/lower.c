/* SPDX-License-Identifier: MIT
 *
 * The functions are visited callees first, along the calls. A callee that is being visited already
 * calls itself, directly or through others; its frame cannot be inside its own, so that call is
 * boxed.
 *
 */
#include "lower/lower.h"

#include "ast/rules.h"
#include "flow/cfg.h"
#include "flow/exits.h"
#include "flow/hidden.h"
#include "flow/live.h"
#include "lower/parts.h"
#include "lower/rooms.h"
#include "lower/stmts.h"

#include <string.h>

/* As many leave at one place: what each of them adds to the function counts for more, then, than
 * how near it stands to what it is about. */
enum { MANY_AWAITS = 12 };

static void lower_func(struct unit *unit, struct diag *diag, struct func *func);

/* ---- where frames can be declared ---- */

bool lower_frame_fits(const struct func *definition, const struct func *before)
{
    return definition->machine && definition->machine->is_laid_out &&
           (definition->span.begin < before->span.begin ||
            definition->machine->begins <= before->span.begin);
}

/* ---- awaits ---- */

/* The suspensions that are the machine's own, with none of the user's awaits in them, are joins but
 * for these. */
static void note_how(struct machine *machine, const struct expr *suspension, enum await_how how)
{
    if (suspension)
        machine->awaits[suspension->index].how = how;
}

/* The next value of an async generator, or its end. */
static void note_each(struct machine *machine, const struct stmt *stmt)
{
    if (stmt->kind == STMT_EACH && stmt->is_async) {
        note_how(machine, stmt->suspension, AWAIT_NEXT);
        note_how(machine, stmt->active->join, AWAIT_NEXT);
    }
    for (size_t i = 0; i < stmt->body.count; i++)
        note_each(machine, stmt->body.items[i]);
    if (stmt->then)
        note_each(machine, stmt->then);
    if (stmt->other)
        note_each(machine, stmt->other);
}

static void note_own(struct func *func)
{
    struct machine *machine = func->machine;
    for (size_t i = 0; i < func->awaits.count; i++)
        machine->awaits[i].how = AWAIT_JOIN;
    note_each(machine, func->body);
    for (size_t i = 0; i < func->blocks.count; i++)
        note_each(machine, func->blocks.items[i]);
    for (size_t i = 0; i < func->yields.count; i++)
        note_how(machine, func->yields.items[i]->suspension, AWAIT_YIELD);
    for (size_t i = 0; i < func->delegations.count; i++)
        note_how(machine, func->delegations.items[i]->suspension, AWAIT_YIELD);
}

static void choose_how(struct func *func, struct await *await)
{
    struct expr *call = await->expr->count ? await->expr->kids[0] : NULL;
    if (!call)
        return;
    if (call->kind != EXPR_CALL || !call->is_async) {
        await->how = AWAIT_FUTURE;
        return;
    }
    await->how = AWAIT_BOXED;
    await->callee = call->function;
    if (!await->callee)
        return;
    struct func *definition = await->callee->definition;
    if (await->callee->leaf_frame)
        await->how = AWAIT_LEAF;
    else if (definition && lower_frame_fits(definition, func))
        await->how = AWAIT_EMBEDDED;
    if (definition && await->how == AWAIT_EMBEDDED)
        definition->machine->is_embedded = true;
    else if (definition)
        definition->machine->is_boxed = true;
}

static const char *callee_name(const struct await *await)
{
    if (await->callee)
        return await->callee->name;
    return await->how == AWAIT_JOIN     ? "join"
           : await->how == AWAIT_NEXT   ? "next"
           : await->how == AWAIT_FUTURE ? "future"
                                        : "called";
}

static void make_await(struct unit *unit, struct func *func, unsigned i)
{
    struct await *await = &func->machine->awaits[i];
    await->expr = func->awaits.items[i];
    await->line = source_line(await->expr->span.source, await->expr->span.begin);
    await->type = await->expr->type->value;
    choose_how(func, await);
    const char *state = arena_printf(unit->arena, "%s_line_%u", func->name, await->line);
    await->state = unit_free_name(unit, state);
    if (await->how == AWAIT_FUTURE || await->how == AWAIT_YIELD ||
        (await->how == AWAIT_BOXED && await->type->kind == TYPE_VOID))
        return;
    const char *member = arena_printf(unit->arena, "%s_%u", callee_name(await), await->line);
    bool is_taken = name_set_has(&unit->used, member); /* by a macro, perhaps */
    await->member = is_taken ? unit_free_name(unit, member) : member;
}

struct lowering_call {
    struct unit *unit;
    struct diag *diag;
};

static void lower_generator(void *data, struct func *definition)
{
    struct lowering_call *call = data;
    lower_func(call->unit, call->diag, definition);
}

static void lower_callees(struct unit *unit, struct diag *diag, struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct expr *await = func->awaits.items[i];
        const struct expr *call = await->count ? await->kids[0] : NULL;
        if (call && call->kind == EXPR_CALL && call->function && call->function->definition)
            lower_func(unit, diag, call->function->definition);
    }
    rooms_names(func, lower_generator, &(struct lowering_call){unit, diag});
}

/* ---- one function ---- */

/* `wish`, or what unit_free_name makes of it, the same for every function. */
static const char *own_name(struct unit *unit, const char *wish)
{
    const char *name = wish;
    for (unsigned k = 2; name_set_has(&unit->used, name) && !name_set_has(&unit->own, name); k++)
        name = arena_printf(unit->arena, "%s_%u", wish, k);
    name_set_add(&unit->used, unit->arena, name, strlen(name));
    name_set_add(&unit->own, unit->arena, name, strlen(name));
    return name;
}

static void choose_names(struct unit *unit, struct func *func)
{
    struct machine *machine = func->machine;
    struct {
        const char **name;
        const char *wish;
    } names[] = {
        {&machine->frame, "f"},        {&machine->at, "at"},
        {&machine->task, "task"},      {&machine->ret, "ret"},
        {&machine->status, "st"},      {&machine->state_member, "state"},
        {&machine->ret_member, "ret"}, {&machine->owner_member, "owner"},
        {&machine->core, "core"},      {&machine->leave, "leave"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *names[i].name = own_name(unit, names[i].wish);
    }
    if (func->is_generator || func->has_exits || func->awaits.count < MANY_AWAITS)
        machine->leave = NULL;
    machine->stack = machine->task;
    if (func->is_generator) /* its arrays outlive its yields, who resumes it may be another then */
        machine->stack = arena_printf(unit->arena, "&%s->task", machine->core);
}

static bool holds_word(const char *text, const char *word)
{
    for (size_t size; *text; text += size ? size : 1) {
        for (size = 0; is_word(text[size]);)
            size++;
        if (size && word_is(text, size, word))
            return true;
    }
    return false;
}

/* Does a parameter of that name hide a type that the run function's own declarations speak of? */
static bool hides_type(const struct machine *machine, const char *name)
{
    if (holds_word(machine->func->function->result->prefix, name))
        return true;
    for (size_t i = 0; i < machine->temps.count; i++)
        if (holds_word(machine->temps.items[i]->type->prefix, name))
            return true;
    return false;
}

/* Most parameters of the run function are the user's. */
static void name_inputs(struct unit *unit, struct machine *machine)
{
    struct func *func = machine->func;
    machine->inputs = arena_array(unit->arena, const char *, func->param_count + 1);
    for (unsigned i = 0; i < func->param_count; i++) {
        struct var *param = func->vars.items[i];
        if (!param->name)
            machine->inputs[i] = unit_free_name(unit, "unnamed");
        else if (param->type->kind == TYPE_AGGREGATE || param->is_resident ||
                 hides_type(machine, param->name))
            machine->inputs[i] =
                unit_free_name(unit, arena_printf(unit->arena, "%s_in", param->name));
        else
            machine->inputs[i] = param->name;
    }
}

/* The text of included files is not copied, so nothing in it can be replaced. */
static void refuse_included_names(struct unit *unit, const struct func *func, struct diag *diag)
{
    for (size_t i = 0; i < func->names.count; i++) {
        const struct expr *name = func->names.items[i];
        if (!name->var->is_resident || name->span.source == func->span.source)
            continue;
        rule_report(diag, RULE_UNSUPPORTED, name->span,
                    "a local of the frame in a file that is included inside a function");
        unit_wish(unit, WISH_INLINE, name->span);
    }
}

/* A generator suspends, sooner or later: what is never written is stored when it begins, in a place
 * of its own, instead of at each yield. */
static void store_once(struct lowering *l)
{
    for (unsigned i = 0; i < l->func->param_count; i++) {
        struct var *param = l->func->vars.items[i];
        param->is_stored_once = l->func->is_generator && param->name && !param->is_resident &&
                                !param->is_written && param->type->kind == TYPE_SCALAR;
        param->is_alone |= param->is_stored_once;
    }
}

static void note_saved_vars(struct lowering *l)
{
    for (size_t i = 0; i < l->func->awaits.count; i++)
        BITS_EACH(v, l->live->saved[i])
    *vec_add(l->unit->arena, &l->machine->awaits[i].vars) = l->func->vars.items[v];
}

static bool has_await(const struct expr *expr)
{
    if (expr->kind == EXPR_AWAIT)
        return true;
    for (unsigned i = 0; i < expr->count; i++)
        if (has_await(expr->kids[i]))
            return true;
    return false;
}

static bool is_named_in(const struct func *func, const struct var *var, struct span span)
{
    bool is_own = span.source == func->span.source;
    size_t end = is_own ? func->own_names : func->names.count;
    for (size_t i = is_own ? func_names_from(func, span.begin) : func->own_names; i < end; i++) {
        const struct expr *name = func->names.items[i];
        if (is_own && name->span.begin >= span.end)
            return false;
        if (name->var == var && name->span.source == span.source &&
            name->span.begin >= span.begin && name->span.end <= span.end)
            return true;
    }
    return false;
}

/* `struct s x = await f(sizeof x);`: the steps come before the declaration, where x is not x yet.
 * So it lives in the frame. */
static void keep_what_names_itself(const struct func *func, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        bool names_itself = decl->var && decl->init && !decl->var->is_resident &&
                            has_await(decl->init) && is_named_in(func, decl->var, decl->init->span);
        if (names_itself)
            decl->var->is_resident = decl->var->is_alone = true;
    }
    for (size_t i = 0; i < stmt->body.count; i++)
        keep_what_names_itself(func, stmt->body.items[i]);
    const struct stmt *parts[] = {stmt->init, stmt->then, stmt->other};
    for (size_t i = 0; i < 3; i++)
        if (parts[i])
            keep_what_names_itself(func, parts[i]);
}

static void lower_func(struct unit *unit, struct diag *diag, struct func *func)
{
    if (func->machine)
        return;
    struct machine *machine = func->machine = arena_new(unit->arena, struct machine);
    machine->func = func;
    lower_callees(unit, diag, func);
    if (func->is_generator) /* its value is not that of its body */
        func->function->result = type_void();
    rooms_find(unit, func, lower_frame_fits);
    exits_find(unit, func);
    machine->has_owner = func_owns_tasks(func);
    hidden_find(func);
    func->keeps_macros = unit->keeps_macros;
    struct cfg *cfg = cfg_build(unit->arena, func);
    struct live *live = live_compute(unit->arena, func, cfg, machine->has_owner);
    cfg_free(cfg);
    keep_what_names_itself(func, func->body);
    for (size_t i = 0; i < func->blocks.count; i++)
        keep_what_names_itself(func, func->blocks.items[i]);
    machine->awaits = arena_array(unit->arena, struct await, func->awaits.count + 1);
    note_own(func);
    for (unsigned i = 0; i < func->awaits.count; i++)
        make_await(unit, func, i);
    choose_names(unit, func);
    struct lowering lowering = {unit, diag, func, machine, live};
    note_saved_vars(&lowering);
    store_once(&lowering);
    refuse_included_names(unit, func, diag);
    lower_stmts(&lowering, func->body);
    name_inputs(unit, machine);
    parts_lay_out(&lowering);
    machine->is_laid_out = true;
}

/* The value and the arguments of a task are where the runtime puts them. */
static void refuse_alignment(struct diag *diag, const struct type *type, struct span span,
                             const char *what)
{
    if (type->align > FRAME_ALIGN)
        rule_report(diag, RULE_OVERALIGNED, span, what);
}

/* A task's frame holds that of what it runs, where that can be declared by then. */
static void prepare_starts(const struct func *func, struct diag *diag)
{
    for (size_t i = 0; i < func->starts.count; i++) {
        const struct expr *call = func->starts.items[i]->kids[0];
        refuse_alignment(diag, call->type, call->span, "the value of this task");
        for (unsigned k = 1; k < call->count; k++)
            refuse_alignment(diag, call->kids[k]->type->value, call->kids[k]->span,
                             "this argument");
        const struct function *function = call->function;
        struct func *definition = function ? function->definition : NULL;
        if (definition && !lower_frame_fits(definition, func))
            definition->machine->is_boxed = true;
    }
}

void lower_unit(struct unit *unit, struct diag *diag)
{
    for (size_t i = 0; i < unit->funcs.count; i++)
        lower_func(unit, diag, unit->funcs.items[i]);
    for (size_t i = 0; i < unit->funcs.count; i++)
        prepare_starts(unit->funcs.items[i], diag);
    for (size_t i = 0; i < unit->plain.count; i++) {
        prepare_starts(unit->plain.items[i], diag);
        rooms_find(unit, unit->plain.items[i], lower_frame_fits);
    }
}
