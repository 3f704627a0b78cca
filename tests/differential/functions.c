/* SPDX-License-Identifier: MIT
 *
 * The candidates are the definitions that have trees; the calls of them are found by a walk over
 * these.
 */
#include "functions.h"

#include "front/scan.h"
#include "walk.h"
#include <string.h>

struct search {
    struct walk walk;
    struct functions *functions;
    size_t caller;
};

size_t functions_named(const struct functions *functions, const char *name)
{
    size_t count = functions->list.count;
    if (!name_set_has(&functions->names, name))
        return count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(functions->list.items[i].name, name) == 0)
            return i;
    return count;
}

struct candidate *functions_candidate(const struct functions *functions, const char *name)
{
    size_t index = functions_named(functions, name);
    return index < functions->list.count ? &functions->list.items[index] : NULL;
}

void candidate_pin(struct candidate *candidate, const char *reason)
{
    if (!candidate->pinned && !candidate->is_async)
        candidate->pinned = reason;
}

void functions_keep(const struct functions *functions, struct candidate *candidate,
                    const char *reason)
{
    if (!functions->has_bridges)
        candidate_pin(candidate, reason);
    else if (!candidate->bridged && !candidate->is_async)
        candidate->bridged = reason;
}

bool call_is_awaited(const struct functions *functions, const struct call *call)
{
    const struct candidate *callee = &functions->list.items[call->callee];
    return !callee->pinned && !functions->list.items[call->caller].pinned && !call->is_plain &&
           (!callee->bridged || call->name.source);
}

static void add_candidate(struct functions *functions, struct func *func, bool is_async)
{
    if (!func->span.source || !func->span.source->is_main)
        return;
    *vec_push(&functions->list) =
        (struct candidate){.func = func, .name = func->name, .is_async = is_async};
    name_set_add(&functions->names, functions->arena, func->name, strlen(func->name));
}

static void know(struct functions *functions, struct span span)
{
    if (span.source && span.source->is_main)
        functions->known[span.begin] = 1;
}

/* `f` in `f(x)`, `(f)(x)`, `(*f)(x)`, `(&f)(x)` */
static struct expr *named(struct expr *callee)
{
    for (callee = walk_inside(callee);
         (callee->kind == EXPR_DEREF || callee->kind == EXPR_ADDRESS) && callee->count;)
        callee = walk_inside(callee->kids[0]);
    return callee;
}

static bool binds_tighter(const struct expr *parent, const struct expr *call)
{
    if (!parent || parent->span.source != call->span.source ||
        parent->span.begin != call->span.begin)
        return false;
    return parent->kind == EXPR_MEMBER || parent->kind == EXPR_INDEX || parent->kind == EXPR_CALL ||
           (parent->kind == EXPR_STEP && !parent->is_prefix);
}

static void visit(struct walk *walk, struct expr *expr, const struct expr *parent)
{
    struct search *search = (struct search *)walk;
    struct functions *functions = search->functions;
    if (expr->kind != EXPR_CALL || !expr->function)
        return;
    size_t callee = functions_named(functions, expr->function->name);
    if (callee == functions->list.count || functions->list.items[callee].is_async)
        return;
    struct expr *name = named(expr->kids[0]);
    bool is_written = expr->is_spelled && expr->span.source && expr->span.source->is_main;
    bool is_named = is_written && name->is_spelled && name->span.source &&
                    name->span.source->is_main &&
                    scan_is(name->span.source, name->span.begin, expr->function->name);
    if (is_written && name->is_spelled)
        know(functions, name->span);
    *vec_push(&functions->calls) = (struct call){
        .expr = expr,
        .caller = search->caller,
        .callee = callee,
        .name = is_named ? name->span : (struct span){0},
        .needs_brackets = binds_tighter(parent, expr),
        .is_hidden = !is_written,
        .is_fixed = walk->fixed,
    };
}

/* Where locals are spoken of; they may have the name of a function. */
static void know_locals(struct functions *functions, const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (func->vars.items[i]->name)
            know(functions, func->vars.items[i]->span);
    for (size_t i = 0; i < func->names.count; i++)
        if (func->names.items[i]->var)
            know(functions, func->names.items[i]->span);
}

static void find_calls(struct functions *functions)
{
    for (size_t i = 0; i < functions->list.count; i++) {
        struct search search = {.walk = {.visit = visit}, .functions = functions, .caller = i};
        walk_stmt(&search.walk, functions->list.items[i].func->body);
        search.walk.fixed = 1; /* what is worked out on the way in */
        walk_sizes(&search.walk, functions->list.items[i].func);
        know_locals(functions, functions->list.items[i].func);
    }
}

void functions_find(struct functions *functions, struct arena *arena, const struct unit *unit,
                    bool has_bridges)
{
    *functions = (struct functions){.arena = arena, .unit = unit, .has_bridges = has_bridges};
    functions->known = arena_array(arena, char, unit->main->size + 1);
    name_set_add(&functions->names, arena, "", 0);
    for (size_t i = 0; i < unit->funcs.count; i++)
        add_candidate(functions, unit->funcs.items[i], true);
    for (size_t i = 0; i < unit->plain.count; i++)
        add_candidate(functions, unit->plain.items[i], false);
    for (size_t i = 0; i < unit->declared.count; i++)
        know(functions, unit->declared.items[i].place);
    for (size_t i = 0; i < unit->skipped.count; i++) {
        struct span span = unit->skipped.items[i];
        memset(functions->known + span.begin, 1, span.end - span.begin);
    }
    find_calls(functions);
    functions_pin(functions);
}

void functions_free(struct functions *functions)
{
    vec_free(&functions->list);
    vec_free(&functions->calls);
}
