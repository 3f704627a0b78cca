/* SPDX-License-Identifier: MIT
 *
 * A scalar that stays a C local is stored and loaded at each await at which it is needed; in the
 * frame it is read and written there wherever it is named. So where a variable is needed at many
 * awaits, and at more of them than it is named, the frame is the shorter way. It also keeps the
 * output in proportion to the source: n locals that live across n awaits would be n * n moves.
 *
 * Where a macro's body names it, the use of the macro is expanded for it, if all such can be.
 *
 * In functions with few awaits nothing is chosen: locals that are locals are worth more there.
 */
#include "flow/reside.h"

#include <stdlib.h>

enum { FEW_AWAITS = 24 };

struct candidate {
    unsigned awaits, names;
    bool is_declared; /* where its declaration can be taken apart */
    bool is_fixed;    /* is named where the text cannot be changed, or not without more ado */
};

static void count_awaits(const struct func *func, const struct bits *saved,
                         struct candidate *candidates)
{
    for (size_t i = 0; i < func->awaits.count; i++) {
        BITS_EACH(v, saved[i])
        candidates[v].awaits++;
    }
}

static void count_names(const struct func *func, struct candidate *candidates)
{
    for (size_t i = 0; i < func->names.count; i++) {
        const struct expr *name = func->names.items[i];
        if (!name->var)
            continue;
        struct candidate *candidate = &candidates[name->var->index];
        candidate->names++;
        candidate->is_fixed |= (!name->is_spelled && func->keeps_macros) ||
                               name->span.source != func->span.source ||
                               func_strings(func, name->span);
    }
}

static void find_declared(const struct func *func, const struct stmt *stmt,
                          struct candidate *candidates)
{
    bool is_open = stmt->is_plain && stmt->is_spelled && !stmt->has_tag &&
                   stmt->span.source == func->span.source;
    for (size_t i = 0; i < stmt->decls.count && is_open; i++)
        if (stmt->decls.items[i].var)
            candidates[stmt->decls.items[i].var->index].is_declared = true;
    for (size_t i = 0; i < stmt->body.count; i++)
        find_declared(func, stmt->body.items[i], candidates);
    const struct stmt *parts[] = {stmt->init, stmt->then, stmt->other};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i])
            find_declared(func, parts[i], candidates);
}

static bool is_better_off(const struct var *var, const struct candidate *candidate)
{
    bool is_open = var->kind == VAR_PARAM ? var->name != NULL
                                          : var->kind == VAR_LOCAL && candidate->is_declared;
    return is_open && !candidate->is_fixed && !var->is_apart && var->type->kind == TYPE_SCALAR &&
           candidate->awaits >= FEW_AWAITS && candidate->awaits > candidate->names;
}

void reside_choose(const struct func *func, const struct bits *saved, struct bits chosen)
{
    if (func->awaits.count < FEW_AWAITS)
        return;
    struct candidate *candidates = xrealloc(NULL, (func->vars.count + 1) * sizeof *candidates);
    for (size_t i = 0; i < func->vars.count; i++)
        candidates[i] = (struct candidate){.awaits = 0};
    count_awaits(func, saved, candidates);
    count_names(func, candidates);
    find_declared(func, func->body, candidates);
    for (size_t i = 0; i < func->blocks.count; i++)
        find_declared(func, func->blocks.items[i], candidates);
    for (unsigned i = 0; i < func->vars.count; i++)
        if (is_better_off(func->vars.items[i], &candidates[i]))
            bits_add(chosen, i);
    free(candidates);
}
