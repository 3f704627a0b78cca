/* SPDX-License-Identifier: MIT
 *
 * Four bit-vector problems over the graph, each with one bit for each variable:
 *
 *     live      may be read later                        backward, any path
 *     touched   may hold something since its declaration  forward, any path
 *     borrowed  its address may have got out since then   forward, any path
 *     assigned  was written as a whole since then         forward, every path
 *
 * Each block is masked by the variables that exist in its scope, so that facts about a variable end
 * where it does. With the sets at the borders of the blocks known, the graph is walked twice more,
 * event by event, keeping the set of what is needed. The first walk notes it at each await, from
 * which follows what is resident; the second notes which resident variables are needed together.
 *
 * Between two events the set changes by one variable at most, and from the end of one block to the
 * start of the next in the list by a few. Only what is new to the set is paired with the rest.
 */
#include "flow/live.h"

#include "flow/reside.h"

#include <string.h>

#define UNSEEN (~0u)

/* The state of the function at one point. */
struct point {
    struct bits live, touched, assigned, borrowed;
    struct bits needed;
};

struct analysis {
    struct arena arena; /* for the time of the analysis */
    const struct func *func;
    const struct cfg *cfg;
    bool keep_borrowed;
    unsigned var_count, block_count;
    struct bits *visible; /* [scope]: the variables that exist in it; no words: not asked for yet */
    struct point *at_start; /* [block]; its needed is not used */
    bool *is_reached;       /* [block] */
    bool *is_dirty;         /* [block]: has to be looked at (again) */
    struct point now;
    bool *is_live_after;      /* [event of the block being walked]: its variable, after it */
    struct bits kept, unsure; /* needed at an await, at one where it may be unassigned */
    struct bits resident;
    struct bits last; /* what was needed at the point walked before */
    struct live *live;
};

/* ---- scopes ---- */

static struct bits new_set(struct analysis *analysis)
{
    return bits_new(&analysis->arena, analysis->var_count);
}

static void find_own(struct analysis *analysis, struct bits *own)
{
    for (unsigned i = 0; i < analysis->var_count; i++) {
        unsigned scope = analysis->func->vars.items[i]->scope->index;
        if (!own[scope].words)
            own[scope] = new_set(analysis);
        bits_add(own[scope], i);
    }
}

/* A scope that declares nothing shares the set of its parent. */
static struct bits make_visible(struct analysis *analysis, const struct scope *scope,
                                const struct bits *own)
{
    struct bits *set = &analysis->visible[scope->index];
    if (set->words)
        return *set;
    struct bits outer =
        scope->parent ? make_visible(analysis, scope->parent, own) : new_set(analysis);
    *set = outer;
    if (own[scope->index].words) {
        *set = own[scope->index];
        bits_or(*set, outer);
    }
    return *set;
}

static void find_visible(struct analysis *analysis)
{
    unsigned scope_count = analysis->func->scope_count;
    struct bits *own = arena_array(&analysis->arena, struct bits, scope_count);
    analysis->visible = arena_array(&analysis->arena, struct bits, scope_count);
    find_own(analysis, own);
    for (unsigned i = 0; i < analysis->block_count; i++)
        make_visible(analysis, analysis->cfg->blocks.items[i]->scope, own);
}

static struct bits visible_in(const struct analysis *analysis, const struct cfg_block *block)
{
    return analysis->visible[block->scope->index];
}

/* ---- backward ---- */

static void step_back(struct bits live, const struct cfg_event *event)
{
    if (event->kind == CFG_USE || event->kind == CFG_BORROW)
        bits_add(live, event->var->index);
    else if (event->kind == CFG_DEFINE || event->kind == CFG_DECLARE)
        bits_remove(live, event->var->index);
}

static void find_live_at_end(struct analysis *analysis, const struct cfg_block *block,
                             struct bits live)
{
    bits_clear(live);
    for (size_t i = 0; i < block->next.count; i++)
        bits_or_within(live, analysis->at_start[block->next.items[i]->index].live,
                       visible_in(analysis, block));
}

/* Gives whether what is live at the block's start has changed. */
static bool update_live(struct analysis *analysis, const struct cfg_block *block)
{
    struct bits live = analysis->now.live;
    find_live_at_end(analysis, block, live);
    for (size_t i = block->events.count; i-- > 0;)
        step_back(live, &block->events.items[i]);
    return bits_or(analysis->at_start[block->index].live, live);
}

/* The blocks that lead to each block. */
struct sources {
    unsigned *first; /* [block + 1]: where its part of `blocks` begins */
    unsigned *blocks;
};

static struct sources find_sources(struct analysis *analysis)
{
    struct cfg_block **blocks = analysis->cfg->blocks.items;
    unsigned count = analysis->block_count, edge_count = 0;
    struct sources sources = {.first = arena_array(&analysis->arena, unsigned, count + 2)};
    unsigned *ends =
        sources.first + 1; /* of what was filled in; at last where the next one begins */
    for (unsigned i = 0; i < count; i++)
        for (size_t j = 0; j < blocks[i]->next.count; j++, edge_count++)
            ends[blocks[i]->next.items[j]->index + 1]++;
    for (unsigned i = 1; i <= count; i++)
        ends[i] += ends[i - 1];
    sources.blocks = arena_array(&analysis->arena, unsigned, edge_count);
    for (unsigned i = 0; i < count; i++)
        for (size_t j = 0; j < blocks[i]->next.count; j++)
            sources.blocks[ends[blocks[i]->next.items[j]->index]++] = i;
    return sources;
}

static void mark_sources(struct analysis *analysis, const struct sources *sources, unsigned block)
{
    for (unsigned i = sources->first[block]; i < sources->first[block + 1]; i++)
        analysis->is_dirty[sources->blocks[i]] = true;
}

/* A search along the sources: puts what it finds in front of what it found so far, each block ahead
 * of its sources where they did not lead to it. Gives the new front. */
static unsigned *search_sources(const struct sources *sources, unsigned from, unsigned *next,
                                unsigned *stack, unsigned *front)
{
    unsigned depth = 0;
    stack[depth++] = from;
    next[from] = sources->first[from];
    while (depth) {
        unsigned block = stack[depth - 1];
        if (next[block] == sources->first[block + 1]) {
            *--front = block;
            depth--;
            continue;
        }
        unsigned source = sources->blocks[next[block]++];
        if (next[source] != UNSEEN)
            continue;
        next[source] = sources->first[source];
        stack[depth++] = source;
    }
    return front;
}

/* The blocks in an order in which what is live behind a loop gets into it, and into the loops in
 * that, at one go. */
static unsigned *order_from_end(struct analysis *analysis, const struct sources *sources)
{
    unsigned count = analysis->block_count;
    unsigned *order = arena_array(&analysis->arena, unsigned, count);
    unsigned *next = arena_array(&analysis->arena, unsigned, count);
    unsigned *stack = arena_array(&analysis->arena, unsigned, count);
    unsigned *front = order + count;
    for (unsigned i = 0; i < count; i++)
        next[i] = UNSEEN;
    for (unsigned i = count; i-- > 0;)
        if (next[i] == UNSEEN)
            front = search_sources(sources, i, next, stack, front);
    return order;
}

/* Gives whether a block has to be looked at again. */
static bool sweep_back(struct analysis *analysis, const struct sources *sources,
                       const unsigned *order)
{
    bool again = false;
    for (unsigned i = 0; i < analysis->block_count; i++) {
        unsigned block = order ? order[i] : analysis->block_count - 1 - i;
        if (!analysis->is_dirty[block])
            continue;
        analysis->is_dirty[block] = false;
        if (update_live(analysis, analysis->cfg->blocks.items[block])) {
            mark_sources(analysis, sources, block);
            again = true;
        }
    }
    return again;
}

/* By turns from the last block to the first, in which order what a loop needs gets out of it, and
 * in the order in which it gets in: loops in loops take no more turns than one. */
static void solve_backward(struct analysis *analysis)
{
    struct sources sources = find_sources(analysis);
    memset(analysis->is_dirty, true, analysis->block_count);
    if (!sweep_back(analysis, &sources, NULL))
        return;
    const unsigned *order = order_from_end(analysis, &sources);
    while (sweep_back(analysis, &sources, order) && sweep_back(analysis, &sources, NULL))
        continue;
}

/* ---- forward ---- */

static void step_forward(const struct analysis *analysis, const struct point *now,
                         const struct cfg_event *event)
{
    unsigned var = event->var ? event->var->index : 0;
    switch (event->kind) {
    case CFG_DECLARE:
        bits_remove(now->touched, var);
        bits_remove(now->assigned, var);
        if (!analysis->keep_borrowed)
            bits_remove(now->borrowed, var);
        return;
    case CFG_DEFINE:
        bits_add(now->touched, var);
        bits_add(now->assigned, var);
        return;
    case CFG_TOUCH:
        bits_add(now->touched, var);
        return;
    case CFG_BORROW:
    case CFG_KEEP:
        bits_add(now->touched, var);
        bits_add(now->borrowed, var);
        return;
    case CFG_USE:
    case CFG_AWAIT:
        return;
    }
}

static void copy_state(const struct point *to, const struct point *from)
{
    bits_copy(to->touched, from->touched);
    bits_copy(to->assigned, from->assigned);
    bits_copy(to->borrowed, from->borrowed);
}

static void flow_into(struct analysis *analysis, const struct cfg_block *next)
{
    const struct point *start = &analysis->at_start[next->index], *now = &analysis->now;
    struct bits visible = visible_in(analysis, next);
    bool changed = !analysis->is_reached[next->index];
    if (changed)
        bits_fill(start->assigned);
    analysis->is_reached[next->index] = true;
    changed |= bits_or_within(start->touched, now->touched, visible);
    changed |= bits_and_within(start->assigned, now->assigned, visible);
    changed |= analysis->keep_borrowed ? bits_or(start->borrowed, now->borrowed)
                                       : bits_or_within(start->borrowed, now->borrowed, visible);
    if (changed)
        analysis->is_dirty[next->index] = true;
}

/* Gives whether a block before this one has to be looked at again. */
static bool update_forward(struct analysis *analysis, const struct cfg_block *block)
{
    bool back = false;
    copy_state(&analysis->now, &analysis->at_start[block->index]);
    for (size_t i = 0; i < block->events.count; i++)
        step_forward(analysis, &analysis->now, &block->events.items[i]);
    for (size_t i = 0; i < block->next.count; i++) {
        const struct cfg_block *next = block->next.items[i];
        flow_into(analysis, next);
        back |= next->index <= block->index && analysis->is_dirty[next->index];
    }
    return back;
}

static void enter_function(struct analysis *analysis)
{
    const struct point *entry = &analysis->at_start[0];
    for (unsigned i = 0; i < analysis->var_count; i++) {
        if (analysis->func->vars.items[i]->kind != VAR_PARAM)
            continue;
        bits_add(entry->touched, i);
        bits_add(entry->assigned, i);
    }
    analysis->is_reached[0] = analysis->is_dirty[0] = true;
}

/* A C compiler may not see what is never reached: there everything counts as written. */
static void settle_unreached(struct analysis *analysis)
{
    for (unsigned i = 0; i < analysis->block_count; i++) {
        if (analysis->is_reached[i])
            continue;
        struct bits visible = visible_in(analysis, analysis->cfg->blocks.items[i]);
        bits_copy(analysis->at_start[i].touched, visible);
        bits_copy(analysis->at_start[i].assigned, visible);
    }
}

static void solve_forward(struct analysis *analysis)
{
    enter_function(analysis);
    for (bool again = true; again;) {
        again = false;
        for (unsigned i = 0; i < analysis->block_count; i++) {
            if (!analysis->is_dirty[i])
                continue;
            analysis->is_dirty[i] = false;
            again |= update_forward(analysis, analysis->cfg->blocks.items[i]);
        }
    }
    settle_unreached(analysis);
}

/* ---- point by point ---- */

/* Is called at the start of each block, event being NULL, and after each event. */
typedef void visit_fn(struct analysis *analysis, const struct cfg_event *event);

static void start_block(struct analysis *analysis, const struct cfg_block *block)
{
    struct point *now = &analysis->now;
    find_live_at_end(analysis, block, now->live);
    for (size_t i = block->events.count; i-- > 0;) {
        const struct cfg_event *event = &block->events.items[i];
        if (event->var)
            analysis->is_live_after[i] = bits_has(now->live, event->var->index);
        step_back(now->live, event);
    }
    copy_state(now, &analysis->at_start[block->index]);
    bits_copy(now->needed, now->touched);
    bits_and(now->needed, now->live);
    bits_or(now->needed, now->borrowed);
}

static void pass_event(struct analysis *analysis, const struct cfg_event *event, bool is_live_after)
{
    struct point *now = &analysis->now;
    step_forward(analysis, now, event);
    if (!event->var)
        return;
    unsigned var = event->var->index;
    bits_put(now->live, var, is_live_after);
    bits_put(now->needed, var,
             (is_live_after && bits_has(now->touched, var)) || bits_has(now->borrowed, var));
}

static void walk(struct analysis *analysis, visit_fn *visit)
{
    for (unsigned i = 0; i < analysis->block_count; i++) {
        const struct cfg_block *block = analysis->cfg->blocks.items[i];
        start_block(analysis, block);
        visit(analysis, NULL);
        for (size_t j = 0; j < block->events.count; j++) {
            const struct cfg_event *event = &block->events.items[j];
            pass_event(analysis, event, analysis->is_live_after[j]);
            visit(analysis, event);
        }
    }
}

/* ---- what is kept, and where ---- */

static void visit_await(struct analysis *analysis, const struct cfg_event *event)
{
    if (!event)
        return;
    if (event->kind == CFG_BORROW)
        event->var->is_addressed = true;
    if (event->kind == CFG_DEFINE || event->kind == CFG_TOUCH)
        event->var->is_written = true;
    if (event->kind != CFG_AWAIT)
        return;
    const struct point *now = &analysis->now;
    bits_or(analysis->live->saved[event->expr->index], now->needed);
    bits_or(analysis->kept, now->needed);
    for (unsigned i = 0; i < now->needed.word_count; i++)
        analysis->unsure.words[i] |= now->needed.words[i] & ~now->assigned.words[i];
}

static bool has_to_be_resident(const struct analysis *analysis, const struct var *var)
{
    if (var->kind == VAR_OWN)
        return false;
    return var->kind == VAR_LITERAL || var->type->kind != TYPE_SCALAR || var->is_addressed ||
           var->type->is_const || var->type->is_volatile || var->is_hidden ||
           bits_has(analysis->unsure, var->index);
}

/* What is taken apart is reached through the frame, needed or not. */
static void keep_apart(struct analysis *analysis)
{
    for (unsigned i = 0; i < analysis->var_count; i++) {
        struct var *var = analysis->func->vars.items[i];
        if (!var->is_apart)
            continue;
        if (var->kind != VAR_TYPE)
            bits_add(analysis->kept, i);
        bits_add(analysis->unsure, i);
        var->is_resident = true;
    }
}

static void find_kept(struct analysis *analysis, struct arena *arena)
{
    size_t await_count = analysis->func->awaits.count;
    analysis->live->saved = arena_array(arena, struct bits, await_count);
    for (size_t i = 0; i < await_count; i++)
        analysis->live->saved[i] = bits_new(arena, analysis->var_count);
    walk(analysis, visit_await);
    keep_apart(analysis);
    struct bits chosen = new_set(analysis);
    reside_choose(analysis->func, analysis->live->saved, chosen);
    BITS_EACH(i, analysis->kept)
    {
        struct var *var = analysis->func->vars.items[i];
        var->is_resident = has_to_be_resident(analysis, var) || bits_has(chosen, i);
        bits_put(analysis->resident, i, var->is_resident);
    }
}

/* ---- overlap ---- */

/* All pairs among `last` are noted already. */
static void pair_new(struct analysis *analysis)
{
    struct bits needed = analysis->now.needed;
    for (unsigned i = 0; i < needed.word_count; i++)
        analysis->last.words[i] = needed.words[i] & ~analysis->last.words[i];
    bits_and(analysis->last, analysis->resident);
    BITS_EACH(i, analysis->last)
    bits_or(analysis->live->overlap[i], needed);
    bits_copy(analysis->last, needed);
}

/* What is written must not be where something else is needed, be it never read itself. */
static void visit_overlap(struct analysis *analysis, const struct cfg_event *event)
{
    if (!event) {
        pair_new(analysis);
        return;
    }
    if (!event->var || !event->var->is_resident)
        return;
    unsigned var = event->var->index;
    bool is_needed = bits_has(analysis->now.needed, var);
    bool is_written = event->kind == CFG_DEFINE || event->kind == CFG_TOUCH;
    if (is_written || (is_needed && !bits_has(analysis->last, var)))
        bits_or(analysis->live->overlap[var], analysis->now.needed);
    bits_put(analysis->last, var, is_needed);
}

static void find_overlap(struct analysis *analysis, struct arena *arena)
{
    struct bits *overlap = arena_array(arena, struct bits, analysis->var_count);
    struct bits none = bits_new(arena, analysis->var_count);
    for (unsigned i = 0; i < analysis->var_count; i++)
        overlap[i] = bits_has(analysis->resident, i) ? bits_new(arena, analysis->var_count) : none;
    analysis->live->overlap = overlap;
    walk(analysis, visit_overlap);
    BITS_EACH(i, analysis->resident)
    {
        bits_and(overlap[i], analysis->resident);
        bits_remove(overlap[i], i);
        BITS_EACH(j, overlap[i])
        bits_add(overlap[j], i);
    }
}

/* ---- all of it ---- */

static struct point new_point(struct analysis *analysis)
{
    return (struct point){
        new_set(analysis), new_set(analysis), new_set(analysis), new_set(analysis), {0}};
}

static void prepare(struct analysis *analysis)
{
    size_t most_events = 0;
    analysis->var_count = (unsigned)analysis->func->vars.count;
    analysis->block_count = (unsigned)analysis->cfg->blocks.count;
    analysis->is_reached = arena_array(&analysis->arena, bool, analysis->block_count);
    analysis->is_dirty = arena_array(&analysis->arena, bool, analysis->block_count);
    analysis->at_start = arena_array(&analysis->arena, struct point, analysis->block_count);
    for (unsigned i = 0; i < analysis->block_count; i++) {
        size_t event_count = analysis->cfg->blocks.items[i]->events.count;
        most_events = event_count > most_events ? event_count : most_events;
        analysis->at_start[i] = new_point(analysis);
    }
    analysis->is_live_after = arena_array(&analysis->arena, bool, most_events);
    analysis->now = new_point(analysis);
    analysis->now.needed = new_set(analysis);
    analysis->kept = new_set(analysis);
    analysis->unsure = new_set(analysis);
    analysis->resident = new_set(analysis);
    analysis->last = new_set(analysis);
}

struct live *live_compute(struct arena *arena, struct func *func, const struct cfg *cfg,
                          bool keep_borrowed)
{
    struct live *live = arena_new(arena, struct live);
    struct analysis analysis = {
        .func = func, .cfg = cfg, .keep_borrowed = keep_borrowed, .live = live};
    prepare(&analysis);
    find_visible(&analysis);
    solve_backward(&analysis);
    solve_forward(&analysis);
    find_kept(&analysis, arena);
    find_overlap(&analysis, arena);
    arena_free(&analysis.arena);
    return live;
}

/* ---- dump ---- */

static void dump_set(const struct func *func, struct bits set, FILE *out)
{
    BITS_EACH(i, set)
    {
        fputc(' ', out);
        cfg_dump_var(func->vars.items[i], out);
        if (func->vars.items[i]->is_resident)
            fputc('*', out);
    }
    fputc('\n', out);
}

void live_dump(const struct func *func, const struct live *live, FILE *out)
{
    fprintf(out, "live %s (* is resident)\n", func->name);
    for (size_t i = 0; i < func->awaits.count; i++) {
        struct span span = func->awaits.items[i]->span;
        fprintf(out, "  await %zu", i);
        if (span.source)
            fprintf(out, ", line %u", source_line(span.source, span.begin));
        fputc(':', out);
        dump_set(func, live->saved[i], out);
    }
    for (size_t i = 0; i < func->vars.count; i++) {
        if (!func->vars.items[i]->is_resident)
            continue;
        fputs("  overlap ", out);
        cfg_dump_var(func->vars.items[i], out);
        fputc(':', out);
        dump_set(func, live->overlap[i], out);
    }
}
