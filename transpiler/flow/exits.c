/* SPDX-License-Identifier: MIT
 *
 * One walk over the tree keeps the list of what is active. Jumps are collected on the way, because
 * where a goto leads is known only at the end; then each of them is entered in the heavy sections
 * that it leaves by.
 */
#include "flow/exits.h"

/* The statement whose end is the next section, if it comes to have one. */
struct place {
    struct stmt *stmt;
    struct scope *scope;
    struct exit *outer;
    struct section *section;
};

struct walk {
    struct unit *unit;
    struct func *func;
    struct exit *active;
    struct place *place;
    struct owner *owner; /* of the owned tasks that were declared last; NULL: what else is ended, or
                            a label, came between */
    VEC(struct stmt *) jumps;
    unsigned exit_count, section_count;
};

static void walk(struct walk *w, struct stmt *stmt);

/* ---- variables, suspensions, owners ---- */

/* A suspension, of what the machine itself waits for. */
static struct expr *new_join(struct walk *w, struct span span)
{
    struct expr *join = arena_new(w->unit->arena, struct expr);
    join->kind = EXPR_AWAIT;
    join->type = type_void();
    join->span = span;
    join->is_spelled = true;
    join->index = (unsigned)w->func->awaits.count;
    *vec_add(w->unit->arena, &w->func->awaits) = join;
    return join;
}

static struct var *new_var(struct walk *w, const char *name, struct type *type, struct scope *scope)
{
    struct var *var = arena_new(w->unit->arena, struct var);
    var->kind = VAR_OWN;
    var->name = unit_free_name(w->unit, name);
    var->type = type;
    var->scope = scope;
    var->index = (unsigned)w->func->vars.count;
    *vec_add(w->unit->arena, &w->func->vars) = var;
    return var;
}

static struct owner *new_owner(struct walk *w, bool is_of_call)
{
    struct owner *owner = arena_new(w->unit->arena, struct owner);
    owner->is_of_call = is_of_call;
    *vec_add(w->unit->arena, &w->func->owners) = owner;
    return owner;
}

/* ---- exits and sections ---- */

static struct section *section_here(struct walk *w)
{
    struct place *place = w->place;
    if (!place->section) {
        place->section = arena_new(w->unit->arena, struct section);
        place->section->stmt = place->stmt;
        place->section->outer = place->outer;
        place->section->number = ++w->section_count;
    }
    return place->section;
}

static struct exit *push(struct walk *w, enum exit_kind kind, bool is_heavy)
{
    bool is_border = kind == EXIT_TRY || kind == EXIT_DEFERRED;
    struct exit *exit = arena_new(w->unit->arena, struct exit);
    exit->kind = kind;
    exit->outer = w->active;
    exit->section = is_border ? NULL : section_here(w);
    exit->label =
        unit_free_name(w->unit, arena_printf(w->unit->arena, "%s_%u",
                                             is_border ? "caught" : "leave", ++w->exit_count));
    if (is_heavy && !exit->section->is_heavy) {
        exit->section->is_heavy = true;
        exit->section->way =
            new_var(w, arena_printf(w->unit->arena, "way_%u", exit->section->number), type_int(),
                    w->place->scope);
    }
    w->active = exit;
    return exit;
}

/* Goes through what stands in a statement at whose end a section may be. */
static void enter(struct walk *w, struct place *place, struct stmt *stmt, struct scope *scope)
{
    *place = (struct place){stmt, scope, w->active, NULL};
}

static struct exit *push_var(struct walk *w, struct var *var)
{
    struct exit *exit = push(w, var->cleanup ? EXIT_CLEANUP : EXIT_MEMORY, false);
    exit->var = var;
    return exit;
}

static struct span end_of(const struct stmt *stmt)
{
    return (struct span){stmt->span.source, stmt->span.end - 1, stmt->span.end};
}

static struct exit *push_tasks(struct walk *w, enum exit_kind kind)
{
    struct exit *exit = push(w, kind, true);
    exit->owner = new_owner(w, kind == EXIT_OWNER);
    exit->join = new_join(w, end_of(w->place->stmt));
    w->owner = kind == EXIT_TASKS ? exit->owner : NULL;
    for (const struct exit *outer = exit->outer; outer; outer = outer->outer)
        exit->goes_on |= outer->held != NULL;
    w->func->puts_off |= exit->goes_on;
    return exit;
}

struct expr *exits_owned_spawn(struct expr *init)
{
    while (init->kind == EXPR_PAREN)
        init = init->kids[0];
    return init;
}

/* ---- the walk ---- */

/* The statements in expressions. */
static void walk_expr(struct walk *w, struct expr *expr)
{
    if (!expr)
        return;
    if (expr->kind == EXPR_BLOCK) {
        expr->joins = (unsigned)w->func->awaits.count;
        walk(w, expr->block);
        expr->joins_end = (unsigned)w->func->awaits.count;
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        walk_expr(w, expr->kids[i]);
    if (expr->kind == EXPR_YIELD_FROM && !expr->is_unevaluated)
        expr->suspension = new_join(w, expr->span);
}

static void walk_decls(struct walk *w, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        struct decl *decl = &stmt->decls.items[i];
        for (size_t k = 0; k < decl->sizes.count; k++)
            walk_expr(w, decl->sizes.items[k].expr);
        walk_expr(w, decl->init);
        if (decl->owns_task && !w->owner)
            decl->exit = push_tasks(w, EXIT_TASKS);
        if (decl->owns_task) {
            exits_owned_spawn(decl->init)->owner = w->owner;
            continue;
        }
        if (!decl->var || !var_is_ended(decl->var))
            continue;
        decl->exit = push_var(w, decl->var);
        w->owner = NULL;
    }
    stmt->active = w->active;
}

static void walk_parts(struct walk *w, struct stmt *stmt)
{
    walk_expr(w, stmt->expr);
    walk_expr(w, stmt->step);
    if (stmt->then)
        walk(w, stmt->then);
    if (stmt->other)
        walk(w, stmt->other);
}

/* A jump back to a label ends the tasks that are declared behind it, and no others. */
static bool holds_label(const struct stmt *stmt)
{
    bool is_label =
        stmt->kind == STMT_LABEL || stmt->kind == STMT_CASE || stmt->kind == STMT_DEFAULT;
    const struct stmt *parts[] = {stmt->then, stmt->other};
    for (size_t i = 0; i < 2; i++)
        is_label = is_label || (parts[i] && holds_label(parts[i]));
    for (size_t i = 0; i < stmt->body.count; i++)
        is_label = is_label || holds_label(stmt->body.items[i]);
    return is_label;
}

/* The tasks that follow the statement belong to those ahead of it if it ends nothing itself. */
static void walk_among_tasks(struct walk *w, struct stmt *stmt)
{
    struct owner *owner = w->owner;
    struct exit *active = w->active;
    walk(w, stmt);
    if (stmt->kind != STMT_DECL)
        w->owner = w->active == active && !(owner && holds_label(stmt)) ? owner : NULL;
}

static void walk_block(struct walk *w, struct stmt *stmt)
{
    bool is_body = stmt == w->func->body;
    struct place place, *outer = w->place;
    enter(w, &place, stmt, stmt->inner);
    w->place = &place;
    if (is_body && func_owns_tasks(w->func))
        push_tasks(w, EXIT_OWNER);
    w->owner = NULL;
    for (size_t i = 0; i < stmt->body.count; i++)
        walk_among_tasks(w, stmt->body.items[i]);
    stmt->active = w->active;
    stmt->section = place.section;
    w->active = place.outer;
    w->place = outer;
    w->owner = NULL;
}

static void walk_for(struct walk *w, struct stmt *stmt)
{
    struct place place, *outer = w->place;
    enter(w, &place, stmt, stmt->inner);
    w->place = &place;
    w->owner = NULL;
    if (stmt->init)
        walk(w, stmt->init);
    w->owner = NULL;
    stmt->active = w->active;
    walk_parts(w, stmt);
    stmt->section = place.section;
    w->active = place.outer;
    w->place = outer;
}

static struct type *error_type(struct walk *w)
{
    struct type *error = arena_new(w->unit->arena, struct type);
    *error = *type_void();
    error->prefix = "struct async_error";
    return type_pointer_to(w->unit->arena, error);
}

/* The catch block is what the record is released at the end of. */
static void walk_try(struct walk *w, struct stmt *stmt)
{
    struct exit *border = push(w, EXIT_TRY, false);
    border->stmt = stmt;
    stmt->border = border;
    walk(w, stmt->then);
    w->active = border->outer;
    struct place place, *outer = w->place;
    enter(w, &place, stmt, stmt->inner);
    w->place = &place;
    struct exit *exit = push(w, EXIT_CATCH, false);
    exit->var = stmt->caught->record = new_var(
        w, arena_printf(w->unit->arena, "error_%u", w->exit_count), error_type(w), stmt->inner);
    walk(w, stmt->other);
    stmt->active = exit;
    stmt->section = place.section;
    w->active = place.outer;
    w->place = outer;
}

static struct var *new_held(struct walk *w)
{
    return new_var(w, arena_printf(w->unit->arena, "held_%u", w->exit_count), error_type(w),
                   w->place->scope);
}

/* The statement runs in the section; errors that leave it are another's business. */
static void walk_defer(struct walk *w, struct stmt *stmt)
{
    struct exit *outer = w->active;
    if (stmt->is_at_once) {
        walk(w, stmt->then);
        return;
    }
    struct exit *exit = push(w, EXIT_DEFER, true);
    exit->stmt = stmt;
    exit->held = new_held(w);
    w->active = outer;
    stmt->border = push(w, EXIT_DEFERRED, false);
    stmt->border->stmt = stmt;
    walk(w, stmt->then);
    w->active = stmt->active = exit;
    w->owner = NULL;
}

static void walk_timeout(struct walk *w, struct stmt *stmt)
{
    struct place place, *outer = w->place;
    walk_expr(w, stmt->expr);
    enter(w, &place, stmt, stmt->scope);
    w->place = &place;
    struct exit *exit = push(w, EXIT_TIMEOUT, false);
    exit->stmt = stmt;
    *vec_add(w->unit->arena, &w->func->timeouts) = exit;
    walk(w, stmt->then);
    stmt->active = exit;
    stmt->section = place.section;
    w->active = place.outer;
    w->place = outer;
}

/* It waits for each value, and for the generator to be closed. */
static void enter_async(struct walk *w, struct stmt *stmt, struct exit *exit)
{
    exit->held = new_held(w);
    exit->more = new_var(w, arena_printf(w->unit->arena, "more_%u", w->exit_count), type_bool(),
                         stmt->inner);
    exit->join = new_join(w, end_of(stmt));
    stmt->suspension = new_join(w, stmt->span);
    struct exit *outer = exit->outer;
    w->active = outer;
    stmt->border = push(w, EXIT_DEFERRED, false);
    stmt->border->stmt = stmt;
    w->active = exit;
}

/* The loop has a handle of its own, which is freed at its end; one over a bare generator is a loop
 * like others. */
static void walk_each(struct walk *w, struct stmt *stmt)
{
    struct place place, *outer = w->place;
    walk_expr(w, stmt->expr);
    if (stmt_bare_call(stmt)) {
        walk(w, stmt->init);
        walk(w, stmt->then);
        return;
    }
    enter(w, &place, stmt, stmt->inner);
    w->place = &place;
    struct exit *exit = push(w, EXIT_EACH, stmt->is_async);
    exit->stmt = stmt;
    if (stmt->is_async)
        enter_async(w, stmt, exit);
    exit->var = new_var(w, arena_printf(w->unit->arena, "each_%u", w->exit_count),
                        stmt->expr->type->value, stmt->inner);
    walk(w, stmt->init);
    stmt->active = exit;
    walk(w, stmt->then);
    stmt->section = place.section;
    w->active = place.outer;
    w->place = outer;
}

static void walk(struct walk *w, struct stmt *stmt)
{
    stmt->active = stmt->until = w->active;
    switch (stmt->kind) {
    case STMT_DECL:
        walk_decls(w, stmt);
        return;
    case STMT_BLOCK:
        walk_block(w, stmt);
        return;
    case STMT_FOR:
        walk_for(w, stmt);
        return;
    case STMT_GOTO:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
    case STMT_GEN_RETURN:
        walk_expr(w, stmt->expr);
        *vec_push(&w->jumps) = stmt;
        return;
    case STMT_EXPR:
    case STMT_IF:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_SWITCH:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_NULL:
    case STMT_OPAQUE:
    case STMT_THROW:
        walk_parts(w, stmt);
        return;
    case STMT_YIELD:
        walk_parts(w, stmt);
        stmt->suspension = new_join(w, stmt->span);
        return;
    case STMT_TRY:
        walk_try(w, stmt);
        return;
    case STMT_DEFER:
        walk_defer(w, stmt);
        return;
    case STMT_TIMEOUT:
        walk_timeout(w, stmt);
        return;
    case STMT_EACH:
        walk_each(w, stmt);
        return;
    }
}

/* ---- jumps ---- */

/* Enters the jump in each heavy section that it leaves by. */
static void enter_jump(struct walk *w, struct stmt *jump)
{
    for (struct exit *exit = jump->active; exit != jump->until; exit = exit->outer) {
        struct section *section = exit->section;
        bool is_new =
            section && section->is_heavy &&
            (!section->jumps.count || section->jumps.items[section->jumps.count - 1] != jump);
        if (is_new)
            *vec_add(w->unit->arena, &section->jumps) = jump;
    }
}

/* Is what is active at a label active where one comes from, too? */
static bool is_active(const struct exit *exit, const struct exit *from)
{
    while (from && from != exit)
        from = from->outer;
    return from == exit;
}

static void settle_jumps(struct walk *w)
{
    struct func *func = w->func;
    for (size_t i = 0; i < w->jumps.count; i++) {
        struct stmt *jump = w->jumps.items[i];
        if (jump->kind == STMT_RETURN || jump->kind == STMT_GEN_RETURN)
            jump->until = NULL;
        else if (jump->target)
            jump->until = jump->target->active;
        if (!is_active(jump->until, jump->active)) /* check/ refuses it */
            jump->until = jump->active;
        enter_jump(w, jump);
        bool has_value =
            jump->kind == STMT_RETURN && jump->expr && func->function->result->kind != TYPE_VOID;
        if (has_value && exits_first_heavy(jump) && !func->returned)
            func->returned = new_var(w, "returned", func->function->result, func->body->scope);
    }
}

/* ---- what C's own scopes cannot end ---- */

static bool is_entered(const struct var *var)
{
    return var->kind == VAR_PARAM || var->scope->has_await;
}

static void mark_entered(struct scope *scope)
{
    for (; scope && !scope->has_await; scope = scope->parent)
        scope->has_await = true;
}

/* Exits that C knows nothing of, which go in one list with its own. */
static bool has_more_exits(const struct func *func)
{
    return func->uses_errors || func->owns_tasks || func->is_generator || func_owns_tasks(func);
}

/* A suspension in a scope is a way into the middle of it, which C does not allow where something of
 * variable size lives, and a way out that is none. */
static void find_apart(struct func *func)
{
    bool has_exits = has_more_exits(func);
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        if (has_exits && var->type->is_variable)
            mark_entered(var->scope);
        var->is_apart = (var->type->is_variable && is_entered(var)) ||
                        (var->cleanup && (has_exits || func->awaits.count));
    }
}

/* Tasks are joined at the end of the block that owns them, which is a suspension, too. */
static void mark_joins(const struct func *func, const struct stmt *stmt)
{
    bool has_join =
        (stmt == func->body && func_owns_tasks(func)) || func->is_generator || stmt->is_async;
    for (size_t i = 0; i < stmt->decls.count; i++) {
        if (!stmt->decls.items[i].owns_task)
            continue;
        exits_owned_spawn(stmt->decls.items[i].init)->is_owned = true;
        has_join = true;
    }
    if (has_join)
        mark_entered(stmt == func->body || stmt->is_async ? stmt->inner : stmt->scope);
    for (size_t i = 0; i < stmt->body.count; i++)
        mark_joins(func, stmt->body.items[i]);
    const struct stmt *parts[] = {stmt->init, stmt->then, stmt->other};
    for (size_t i = 0; i < 3; i++)
        if (parts[i])
            mark_joins(func, parts[i]);
}

static bool has_any(const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (func->vars.items[i]->cleanup || func->vars.items[i]->type->is_variable)
            return true;
    return has_more_exits(func);
}

void exits_find(struct unit *unit, struct func *func)
{
    struct walk w = {.unit = unit, .func = func};
    if (!has_any(func))
        return;
    mark_joins(func, func->body);
    for (size_t i = 0; i < func->blocks.count; i++)
        mark_joins(func, func->blocks.items[i]);
    find_apart(func);
    walk(&w, func->body);
    func->has_exits = w.exit_count > 0;
    settle_jumps(&w);
    vec_free(&w.jumps);
}

/* ---- questions ---- */

bool exits_any(const struct stmt *stmt)
{
    return stmt->active != stmt->until;
}

int exits_way(const struct section *section, const struct stmt *jump)
{
    for (size_t i = 0; i < section->jumps.count; i++)
        if (section->jumps.items[i] == jump)
            return FIRST_WAY + (int)i;
    return WAY_END;
}

bool exits_ends_inside(const struct section *section, const struct stmt *jump)
{
    for (struct exit *exit = section->stmt->active; exit != section->outer; exit = exit->outer)
        if (exit->outer == jump->until && exit->outer != section->outer)
            return true;
    return false;
}

bool exits_put_off(const struct exit *active, const struct exit *until)
{
    for (; active != until; active = active->outer)
        if (active->goes_on)
            return true;
    return false;
}

struct section *exits_first_heavy(const struct stmt *jump)
{
    for (struct exit *exit = jump->active; exit != jump->until; exit = exit->outer)
        if (exit->section && exit->section->is_heavy)
            return exit->section;
    return NULL;
}

bool exits_in_defer(const struct stmt *stmt)
{
    const struct exit *exit = stmt->border;
    while (exit && exit->kind != EXIT_DEFERRED)
        exit = exit->outer;
    return exit;
}

struct exit *exits_handler(struct exit *active)
{
    while (active && active->section && !active->section->is_heavy)
        active = active->outer;
    return active;
}
