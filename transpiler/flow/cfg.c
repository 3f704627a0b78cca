/* SPDX-License-Identifier: MIT
 *
 * The graph follows the tree: each statement appends to the current block, or ends it and starts
 * new ones. A block lies in one scope only. What follows a jump gets a block as well, without a way
 * to it. Where break, continue and cases belong is kept in lists on the stack while their
 * statements are built; gotos are joined with their labels at the end.
 */
#include "flow/cfg.h"

#include "flow/events.h"
#include "flow/exits.h"
#include <stdlib.h>

/* A loop or switch that is being built. */
struct jump_target {
    const struct jump_target *outer;
    const struct stmt *stmt;
    struct cfg_block *leave, *go_on; /* go_on: NULL for a switch */
};

/* A switch that is being built. */
struct selection {
    struct cfg_block *head;
    bool has_default;
};

/* A label, or a goto to it. */
struct label {
    const struct stmt *stmt;
    struct cfg_block *block;
};

struct graph {
    struct cfg_builder builder; /* first: see build_inner() */
    const struct func *func;
    const struct jump_target *jumps;
    struct selection *selection; /* the innermost switch */
    VEC(struct label) labels;
    VEC(struct label) gotos;
    VEC(struct cfg_block *) computed; /* the ends of computed gotos */
};

static void build_stmt(struct graph *graph, struct stmt *stmt);
static void jump_to(struct graph *graph, struct stmt *stmt);
static void build_expr(struct graph *graph, struct expr *expr);

static const struct exit *each_exit(const struct stmt *stmt)
{
    const struct exit *exit = stmt->active;
    while (exit->stmt != stmt)
        exit = exit->outer;
    return exit;
}

/* ---- straight on ---- */

static struct cfg_block *block_here(struct graph *graph)
{
    return cfg_block_here(&graph->builder);
}

static void start(struct graph *graph, struct cfg_block *block)
{
    cfg_start(&graph->builder, block);
}

static void go_to(struct graph *graph, struct cfg_block *block)
{
    cfg_edge(graph->builder.block, block);
}

static void fall_into(struct graph *graph, struct cfg_block *block)
{
    cfg_fall_into(&graph->builder, block);
}

/* Goes on in another scope; NULL: in the same. */
static void change_scope(struct graph *graph, struct scope *scope)
{
    if (scope && scope != graph->builder.block->scope)
        fall_into(graph, cfg_block_new(&graph->builder, scope));
}

/* ---- exits ---- */

/* From here on errors go to where the exits lead that are active now. */
static void activate(struct graph *graph, struct exit *active)
{
    struct exit *handler = exits_handler(active);
    graph->builder.handler = handler ? handler->block : NULL;
}

/* An exit that comes to be active has a block of its own, which is built at the section's end. */
static void open_exits(struct graph *graph, struct exit *active, struct exit *until)
{
    for (; active != until; active = active->outer)
        active->block = block_here(graph);
}

static struct exit *enter_owner(struct graph *graph, const struct stmt *body)
{
    struct exit *owner = body->active;
    while (owner && owner->outer)
        owner = owner->outer;
    if (!owner || owner->kind != EXIT_OWNER)
        return NULL;
    open_exits(graph, owner, NULL);
    return owner;
}

/* Takes the way of a jump, from what is active: by the next heavy section, or where it leads. */
static void leave(struct graph *graph, struct exit *active, struct stmt *jump)
{
    for (; active != jump->until; active = active->outer) {
        if (!active->section || !active->section->is_heavy)
            continue;
        events_add(&graph->builder, CFG_DEFINE, active->section->way, NULL);
        go_to(graph, active->block);
        return;
    }
    jump_to(graph, jump);
}

/* The statement of a defer; an error that leaves it goes on behind it. */
static void run_defer(struct graph *graph, struct exit *exit)
{
    struct cfg_block *after = block_here(graph);
    events_add(&graph->builder, CFG_DEFINE, exit->held, NULL);
    events_add(&graph->builder, CFG_KEEP, exit->held, NULL);
    exit->stmt->border->block = after;
    graph->builder.handler = after;
    if (exit->join)
        events_await(&graph->builder, exit->join);
    else
        build_stmt(graph, exit->stmt->then);
    graph->builder.handler = NULL;
    fall_into(graph, after);
    events_add(&graph->builder, CFG_USE, exit->held, NULL);
}

static void run_exit(struct graph *graph, struct exit *exit)
{
    if (exit->held)
        run_defer(graph, exit);
    else if (exit->join)
        events_add(&graph->builder, CFG_AWAIT, NULL, exit->join);
}

/* Jumps that lead to a place between two exits of the section. */
static void leave_between(struct graph *graph, struct section *section, struct exit *next)
{
    for (size_t i = 0; i < section->jumps.count; i++)
        if (next != section->outer && section->jumps.items[i]->until == next)
            jump_to(graph, section->jumps.items[i]);
}

/* The end of a statement that has exits. Light ones do nothing that matters here. */
static void build_section(struct graph *graph, struct stmt *stmt)
{
    struct section *section = stmt->section;
    if (!section || !section->is_heavy)
        return;
    events_add(&graph->builder, CFG_DEFINE, section->way, NULL);
    graph->builder.handler = NULL;
    for (struct exit *exit = stmt->active; exit != section->outer; exit = exit->outer) {
        fall_into(graph, exit->block);
        events_add(&graph->builder, CFG_KEEP, section->way, NULL);
        run_exit(graph, exit);
        leave_between(graph, section, exit->outer);
    }
    events_add(&graph->builder, CFG_USE, section->way, NULL);
    struct exit *handler = exits_handler(section->outer);
    if (handler)
        go_to(graph, handler->block);
    for (size_t i = 0; i < section->jumps.count; i++)
        if (!exits_ends_inside(section, section->jumps.items[i]))
            leave(graph, section->outer, section->jumps.items[i]);
    fall_into(graph, block_here(graph));
}

static void build_try(struct graph *graph, struct stmt *stmt)
{
    struct scope *outer = graph->builder.block->scope;
    struct cfg_block *after = block_here(graph);
    struct cfg_block *caught = cfg_block_new(&graph->builder, stmt->inner);
    stmt->border->block = caught;
    activate(graph, stmt->border);
    build_stmt(graph, stmt->then);
    go_to(graph, after);
    start(graph, caught);
    activate(graph, stmt->until); /* one error passes it */
    events_throw(&graph->builder);
    activate(graph, stmt->active);
    events_add(&graph->builder, CFG_DECLARE, stmt->caught, NULL);
    events_add(&graph->builder, CFG_DEFINE, stmt->caught, NULL);
    events_add(&graph->builder, CFG_DEFINE, stmt->caught->record, NULL);
    events_add(&graph->builder, CFG_KEEP, stmt->caught->record, NULL);
    build_stmt(graph, stmt->other);
    change_scope(graph, outer);
    activate(graph, stmt->until);
    fall_into(graph, after);
}

static void build_timeout(struct graph *graph, struct stmt *stmt)
{
    build_expr(graph, stmt->expr);
    events_throw(&graph->builder);
    activate(graph, stmt->active);
    build_stmt(graph, stmt->then);
    activate(graph, stmt->until);
}

static void build_block(struct graph *graph, struct stmt *stmt)
{
    struct scope *outer = graph->builder.block->scope;
    change_scope(graph, stmt->inner);
    struct exit *active = stmt->until;
    if (stmt == graph->func->body && stmt->section) /* the call's tasks are always there */
        active = enter_owner(graph, stmt);
    activate(graph, active);
    for (size_t i = 0; i < stmt->body.count; i++)
        build_stmt(graph, stmt->body.items[i]);
    build_section(graph, stmt);
    activate(graph, stmt->until);
    change_scope(graph, outer);
}

static void build_expr(struct graph *graph, struct expr *expr)
{
    if (expr)
        events_value(&graph->builder, expr);
}

static void build_decls(struct graph *graph, struct stmt *stmt)
{
    open_exits(graph, stmt->active, stmt->until);
    for (size_t i = 0; i < stmt->decls.count; i++)
        events_declare(&graph->builder, &stmt->decls.items[i]);
    if (stmt->active != stmt->until)
        activate(graph, stmt->active);
}

/* ---- choices and loops ---- */

static void build_if(struct graph *graph, struct stmt *stmt)
{
    struct cfg_block *then = block_here(graph), *after = block_here(graph);
    struct cfg_block *other = stmt->other ? block_here(graph) : after;
    events_condition(&graph->builder, stmt->expr, then, other);
    start(graph, then);
    build_stmt(graph, stmt->then);
    if (stmt->other) {
        go_to(graph, after);
        start(graph, other);
        build_stmt(graph, stmt->other);
    }
    fall_into(graph, after);
}

static void build_body(struct graph *graph, struct stmt *stmt, struct cfg_block *leave,
                       struct cfg_block *go_on)
{
    struct jump_target target = {graph->jumps, stmt, leave, go_on};
    graph->jumps = &target;
    build_stmt(graph, stmt->then);
    graph->jumps = target.outer;
}

static void build_while(struct graph *graph, struct stmt *stmt)
{
    struct cfg_block *head = block_here(graph), *body = block_here(graph);
    struct cfg_block *after = block_here(graph);
    fall_into(graph, head);
    events_condition(&graph->builder, stmt->expr, body, after);
    start(graph, body);
    build_body(graph, stmt, after, head);
    go_to(graph, head);
    start(graph, after);
}

static void build_do(struct graph *graph, struct stmt *stmt)
{
    struct cfg_block *body = block_here(graph), *condition = block_here(graph);
    struct cfg_block *after = block_here(graph);
    fall_into(graph, body);
    build_body(graph, stmt, after, condition);
    fall_into(graph, condition);
    events_condition(&graph->builder, stmt->expr, body, after);
    start(graph, after);
}

static void build_for(struct graph *graph, struct stmt *stmt)
{
    struct cfg_block *after = block_here(graph);
    change_scope(graph, stmt->inner);
    if (stmt->init)
        build_stmt(graph, stmt->init);
    struct cfg_block *head = block_here(graph), *body = block_here(graph);
    struct cfg_block *step = block_here(graph);
    fall_into(graph, head);
    if (stmt->expr)
        events_condition(&graph->builder, stmt->expr, body, after);
    else
        go_to(graph, body);
    start(graph, body);
    build_body(graph, stmt, after, step);
    fall_into(graph, step);
    build_expr(graph, stmt->step);
    go_to(graph, head);
    start(graph, after);
    build_section(graph, stmt);
    activate(graph, stmt->until);
}

static void build_each_body(struct graph *graph, struct stmt *stmt, struct cfg_block *head,
                            struct cfg_block *after)
{
    struct cfg_block *body = block_here(graph);
    go_to(graph, body);
    go_to(graph, after);
    start(graph, body);
    build_stmt(graph, stmt->init);
    events_add(&graph->builder, CFG_DEFINE, stmt->init->decls.items[0].var, NULL);
    build_body(graph, stmt, after, head);
    go_to(graph, head);
    start(graph, after);
}

static void build_bare_each(struct graph *graph, struct stmt *stmt)
{
    struct cfg_block *after = block_here(graph);
    build_expr(graph, stmt->expr);
    change_scope(graph, stmt->inner);
    events_room(&graph->builder, stmt->expr);
    struct cfg_block *head = block_here(graph);
    fall_into(graph, head);
    build_each_body(graph, stmt, head, after);
}

/* A loop over the values of a generator. Its declaration holds one variable. */
static void build_each(struct graph *graph, struct stmt *stmt)
{
    if (stmt_bare_call(stmt)) {
        build_bare_each(graph, stmt);
        return;
    }
    struct cfg_block *after = block_here(graph);
    build_expr(graph, stmt->expr);
    change_scope(graph, stmt->inner);
    events_room(&graph->builder, stmt->expr);
    struct var *handle = each_exit(stmt)->var;
    open_exits(graph, stmt->active, stmt->until);
    events_add(&graph->builder, CFG_DEFINE, handle, NULL);
    events_add(&graph->builder, CFG_KEEP, handle, NULL);
    struct cfg_block *head = block_here(graph);
    fall_into(graph, head);
    activate(graph, stmt->active);
    if (stmt->suspension)
        events_await(&graph->builder, stmt->suspension);
    else
        events_throw(&graph->builder);
    if (each_exit(stmt)->more)
        events_add(&graph->builder, CFG_DEFINE, each_exit(stmt)->more, NULL);
    build_each_body(graph, stmt, head, after);
    build_section(graph, stmt);
    activate(graph, stmt->until);
}

static void build_switch(struct graph *graph, struct stmt *stmt)
{
    build_expr(graph, stmt->expr);
    struct cfg_block *after = block_here(graph);
    struct selection selection = {.head = graph->builder.block}, *outer = graph->selection;
    graph->selection = &selection;
    start(graph, block_here(graph)); /* what stands before the first case is never reached */
    build_body(graph, stmt, after, NULL);
    graph->selection = outer;
    if (!selection.has_default)
        cfg_edge(selection.head, after);
    fall_into(graph, after);
}

/* ---- labels and jumps ---- */

static void build_case(struct graph *graph, struct stmt *stmt)
{
    fall_into(graph, block_here(graph));
    if (graph->selection) {
        cfg_edge(graph->selection->head, graph->builder.block);
        graph->selection->has_default |= stmt->kind == STMT_DEFAULT;
    }
    build_stmt(graph, stmt->then);
}

static void build_label(struct graph *graph, struct stmt *stmt)
{
    fall_into(graph, block_here(graph));
    *vec_push(&graph->labels) = (struct label){stmt, graph->builder.block};
    build_stmt(graph, stmt->then);
}

static void build_goto(struct graph *graph, struct stmt *stmt)
{
    build_expr(graph, stmt->expr);
    if (stmt->expr)
        *vec_push(&graph->computed) = graph->builder.block;
    else
        leave(graph, stmt->active, stmt);
    start(graph, block_here(graph));
}

/* break or continue. */
static void build_jump(struct graph *graph, struct stmt *stmt)
{
    leave(graph, stmt->active, stmt);
    start(graph, block_here(graph));
}

static void build_return(struct graph *graph, struct stmt *stmt)
{
    build_expr(graph, stmt->expr);
    if (graph->func->returned && stmt->expr)
        events_add(&graph->builder, CFG_DEFINE, graph->func->returned, NULL);
    leave(graph, stmt->active, stmt);
    start(graph, block_here(graph));
}

/* Goes where the jump leads, nothing being in the way. */
static void jump_to(struct graph *graph, struct stmt *stmt)
{
    const struct jump_target *target = graph->jumps;
    if (stmt->kind == STMT_RETURN || stmt->kind == STMT_GEN_RETURN) {
        if (graph->func->returned)
            events_add(&graph->builder, CFG_USE, graph->func->returned, NULL);
    } else if (stmt->kind == STMT_GOTO) {
        if (stmt->target)
            *vec_push(&graph->gotos) = (struct label){stmt->target, graph->builder.block};
    } else {
        while (target && target->stmt != stmt->target)
            target = target->outer;
        if (target)
            go_to(graph, stmt->kind == STMT_BREAK ? target->leave : target->go_on);
    }
}

static int compare_labels(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    return (a->stmt > b->stmt) - (a->stmt < b->stmt);
}

/* A computed goto leads to every label whose address is taken. */
static void join_computed(struct graph *graph)
{
    for (size_t i = 0; i < graph->computed.count; i++)
        for (size_t k = 0; k < graph->labels.count; k++)
            if (graph->labels.items[k].stmt->is_addressed)
                cfg_edge(graph->computed.items[i], graph->labels.items[k].block);
}

static void join_gotos(struct graph *graph)
{
    if (!graph->labels.count)
        return;
    qsort(graph->labels.items, graph->labels.count, sizeof(struct label), compare_labels);
    for (size_t i = 0; i < graph->gotos.count; i++) {
        struct label *from = &graph->gotos.items[i];
        struct label *to = bsearch(from, graph->labels.items, graph->labels.count,
                                   sizeof(struct label), compare_labels);
        if (to)
            cfg_edge(from->block, to->block);
    }
}

/* ---- all statements ---- */

static void build_stmt(struct graph *graph, struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_EXPR:
    case STMT_OPAQUE:
        build_expr(graph, stmt->expr);
        return;
    case STMT_DECL:
        build_decls(graph, stmt);
        return;
    case STMT_BLOCK:
        build_block(graph, stmt);
        return;
    case STMT_IF:
        build_if(graph, stmt);
        return;
    case STMT_WHILE:
        build_while(graph, stmt);
        return;
    case STMT_DO:
        build_do(graph, stmt);
        return;
    case STMT_FOR:
        build_for(graph, stmt);
        return;
    case STMT_SWITCH:
        build_switch(graph, stmt);
        return;
    case STMT_CASE:
    case STMT_DEFAULT:
        build_case(graph, stmt);
        return;
    case STMT_LABEL:
        build_label(graph, stmt);
        return;
    case STMT_GOTO:
        build_goto(graph, stmt);
        return;
    case STMT_BREAK:
    case STMT_CONTINUE:
        build_jump(graph, stmt);
        return;
    case STMT_RETURN:
        build_return(graph, stmt);
        return;
    case STMT_THROW:
        build_expr(graph, stmt->expr);
        events_throw(&graph->builder);
        start(graph, block_here(graph));
        return;
    case STMT_TRY:
        build_try(graph, stmt);
        return;
    case STMT_DEFER:
        open_exits(graph, stmt->active, stmt->until);
        activate(graph, stmt->active);
        if (stmt->is_at_once)
            build_stmt(graph, stmt->then);
        return;
    case STMT_TIMEOUT:
        build_timeout(graph, stmt);
        return;
    case STMT_YIELD:
        build_expr(graph, stmt->expr);
        events_await(&graph->builder, stmt->suspension);
        return;
    case STMT_GEN_RETURN:
        build_expr(graph, stmt->expr);
        events_throw(&graph->builder);
        leave(graph, stmt->active, stmt);
        start(graph, block_here(graph));
        return;
    case STMT_EACH:
        build_each(graph, stmt);
        return;
    case STMT_NULL:
        return;
    }
}

/* The statements of an EXPR_BLOCK. */
static void build_inner(struct cfg_builder *builder, struct stmt *stmt)
{
    build_stmt((struct graph *)(void *)builder, stmt);
}

struct cfg *cfg_build(struct arena *arena, struct func *func)
{
    struct graph graph = {
        .func = func,
        .builder = {.arena = arena, .cfg = arena_new(arena, struct cfg), .statement = build_inner}};
    start(&graph, cfg_block_new(&graph.builder, func->body->scope));
    for (size_t i = 0; i < func->sizes.count; i++)
        events_size(&graph.builder, &func->sizes.items[i]);
    build_stmt(&graph, func->body);
    join_gotos(&graph);
    join_computed(&graph);
    vec_free(&graph.computed);
    vec_free(&graph.labels);
    vec_free(&graph.gotos);
    return graph.builder.cfg;
}

void cfg_free(struct cfg *cfg)
{
    for (size_t i = 0; i < cfg->blocks.count; i++) {
        vec_free(&cfg->blocks.items[i]->events);
        vec_free(&cfg->blocks.items[i]->next);
    }
    vec_free(&cfg->blocks);
}
