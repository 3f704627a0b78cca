/* SPDX-License-Identifier: MIT
 *
 * The steps are gone through from the last to the first, with the set of the temps that are read
 * later on. Where they branch, the sets of the branches are joined. A temp that lives across many
 * awaits, such as the first of a long initialiser's values, lives in the frame: to store and load
 * all of them at each await would make an output that grows with the square of their number.
 */
#include "lower/temps.h"

#include <string.h>

enum { MANY_AWAITS = 16 };

struct temp_scan {
    struct lowering *lowering;
    unsigned first; /* index of the full expression's first temp */
    struct bits live;
    unsigned *awaits; /* [temp - first]: how many it lives across */
};

static void scan_uses(struct temp_scan *scan, struct expr *expr, bool is_self)
{
    if (expr->kind == EXPR_BLOCK && !(expr->temp && !is_self))
        return;
    if (expr->temp && !is_self) {
        if (!order_is_nothing(expr->temp))
            bits_add(scan->live, expr->temp->index - scan->first);
        return;
    }
    if (expr->instead) {
        scan_uses(scan, expr->instead, false);
        return;
    }
    for (unsigned i = 0; i < expr->count; i++)
        scan_uses(scan, expr->kids[i], false);
}

static void note_saved(struct temp_scan *scan, struct await *await)
{
    struct machine *machine = scan->lowering->machine;
    BITS_EACH(i, scan->live)
    {
        *vec_add(scan->lowering->unit->arena, &await->temps) =
            machine->temps.items[scan->first + i];
        scan->awaits[i]++;
    }
}

static void scan_steps(struct temp_scan *scan, struct steps *steps);

static void scan_branches(struct temp_scan *scan, struct step *step)
{
    struct arena *arena = scan->lowering->unit->arena;
    struct bits after = scan->live;
    struct bits then = bits_new(arena, after.word_count * 64);
    memcpy(then.words, after.words, after.word_count * sizeof *after.words);
    scan->live = then;
    scan_steps(scan, &step->then);
    scan->live = after;
    scan_steps(scan, &step->other);
    for (unsigned i = 0; i < after.word_count; i++)
        scan->live.words[i] |= then.words[i];
    if (step->temp)
        bits_add(scan->live, step->temp->index - scan->first);
}

/* What is live across the block is so at each await in it. */
static void scan_block(struct temp_scan *scan, struct expr *expr)
{
    if (expr->kind == EXPR_AWAIT)
        note_saved(scan, &scan->lowering->machine->awaits[expr->index]);
    if (expr->kind == EXPR_YIELD_FROM)
        note_saved(scan, &scan->lowering->machine->awaits[expr->suspension->index]);
    for (unsigned i = 0; i < expr->count; i++)
        scan_block(scan, expr->kids[i]);
}

static void scan_step(struct temp_scan *scan, struct step *step)
{
    if (step->kind == STEP_BLOCK) {
        if (step->temp && !step->temp->is_resident)
            bits_remove(scan->live, step->temp->index - scan->first);
        scan_block(scan, step->expr);
        for (unsigned i = step->expr->joins; i < step->expr->joins_end; i++)
            note_saved(scan, &scan->lowering->machine->awaits[i]);
        return;
    }
    if (step->kind == STEP_GEN || step->kind == STEP_SPAWN || step->kind == STEP_DELEGATE) {
        if (step->temp)
            bits_remove(scan->live, step->temp->index - scan->first);
        if (step->kind == STEP_DELEGATE)
            note_saved(scan, &scan->lowering->machine->awaits[step->expr->suspension->index]);
        for (unsigned i = 0; i < step->expr->count; i++)
            scan_uses(scan, step->expr->kids[i], false);
        return;
    }
    if (step->kind == STEP_IF) {
        scan_branches(scan, step);
        if (step->expr)
            scan_uses(scan, step->expr, false);
        return;
    }
    struct temp *temp = step->temp;
    if (step->kind == STEP_AWAIT) {
        struct await *await = &scan->lowering->machine->awaits[step->expr->index];
        temp = await->result;
        if (temp)
            bits_remove(scan->live, temp->index - scan->first);
        note_saved(scan, await);
        scan_uses(scan, step->expr->kids[0], false);
        return;
    }
    if (temp)
        bits_remove(scan->live, temp->index - scan->first);
    if (step->expr)
        scan_uses(scan, step->expr, step_renders_itself(step));
}

static void scan_steps(struct temp_scan *scan, struct steps *steps)
{
    for (size_t i = steps->list.count; i-- > 0;)
        scan_step(scan, &steps->list.items[i]);
}

void temps_find_saved(struct lowering *l, unsigned first, struct expr *expr, struct steps *steps)
{
    unsigned count = (unsigned)l->machine->temps.count - first;
    struct arena *arena = l->unit->arena;
    struct temp_scan scan = {l, first, bits_new(arena, count),
                             arena_array(arena, unsigned, count + 1)};
    for (unsigned i = 0; i < count; i++)
        if (l->machine->temps.items[first + i]->is_resident)
            bits_add(scan.live, i);
    scan_uses(&scan, expr, false);
    scan_steps(&scan, steps);
    for (unsigned i = 0; i < count; i++)
        l->machine->temps.items[first + i]->is_resident |= scan.awaits[i] >= MANY_AWAITS;
}
