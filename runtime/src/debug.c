/* SPDX-License-Identifier: MIT
 *
 * Debug mode for tasks and futures: names, freed memory that is kept, slow steps, the list of
 * tasks.
 */
#include "debug.h"
#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POISON_NEW   0xA5
#define POISON_FREED 0xDB
#define KEPT_AT_MOST 4096 /* freed futures */
#define JOIN_LIMIT   CLOCK_SECOND

struct settings {
    bool is_known, is_on;
    uint64_t slow;
};

#ifdef ASYNC_NO_THREADS
static struct settings settings = {.slow = CLOCK_SECOND / 10};
#else
static _Thread_local struct settings settings = {.slow = CLOCK_SECOND / 10};
#endif

bool debug_is_on(void)
{
    if (!settings.is_known) {
        const char *wanted = getenv("ASYNC_DEBUG");
        settings.is_on = wanted && wanted[0] && strcmp(wanted, "0") != 0;
        settings.is_known = true;
    }
    return settings.is_on;
}

void async_debug(bool on)
{
    settings.is_known = true;
    settings.is_on = on;
    if (loop_here)
        loop_here->is_debug = on;
}

void async_debug_slow(double seconds)
{
    settings.slow = seconds > 0 ? clock_after(0, seconds) : 0;
}

/* ---- memory ---- */

struct async_future *debug_take(struct async_loop *loop, size_t size)
{
    size_t whole = sizeof(struct debug_tag) + size;
    unsigned size_class = pool_class(whole);
    struct debug_tag *tag = pool_take(&loop->pool, whole, size_class);
    if (!tag)
        return NULL;
    *tag = (struct debug_tag){.loop = loop, .size = size};
    struct async_future *future = (struct async_future *)(tag + 1);
    memset(future, POISON_NEW, size);
    future->node.size_class = (unsigned char)(size_class | SIZE_TAGGED);
    return future;
}

static void give_oldest(struct async_loop *loop)
{
    struct async_future *oldest = loop->quarantine;
    loop->quarantine = oldest->older;
    if (!loop->quarantine)
        loop->quarantine_end = NULL;
    loop->quarantined--;
    pool_give(&loop->pool, debug_tag_of(oldest), oldest->node.size_class & ~SIZE_TAGGED);
}

void debug_give(struct async_loop *loop, struct async_future *future)
{
    memset(future + 1, POISON_FREED, debug_tag_of(future)->size - sizeof *future);
    future->node.state = TASK_FREED;
    future->older = NULL;
    if (loop->quarantine)
        *loop->quarantine_end = future;
    else
        loop->quarantine = future;
    loop->quarantine_end = &future->older;
    if (++loop->quarantined > KEPT_AT_MOST)
        give_oldest(loop);
}

void debug_close(struct async_loop *loop)
{
    while (loop->quarantine)
        give_oldest(loop);
}

/* ---- names ---- */

static void name(const struct async_node *node, char *text, size_t size)
{
    const struct async_future *future = (const struct async_future *)node;
    const struct async_site *site = NULL;
    if (!(node->flags & NODE_REACTION) && debug_is_tagged(future))
        site = debug_tag_of(future)->site;
    if (site)
        snprintf(text, size, "task %s (%s:%u)", site->function, site->file, site->line);
    else
        snprintf(text, size, "%s",
                 node->flags & NODE_REACTION ? "a callback"
                 : node->flags & NODE_BARE   ? "a future"
                                             : "a task");
}

void debug_check(const struct async_future *future)
{
    char text[160];
    const char *problem = NULL;
    if (future->node.state == TASK_FREED)
        problem = "was used after it was freed";
    else if (debug_is_tagged(future) && debug_tag_of(future)->loop != loop_here)
        problem = "was used in another thread than that of its loop";
    if (!problem)
        return;
    name(&future->node, text, sizeof text);
    fprintf(stderr, "async: %s %s\n", text, problem);
    abort();
}

/* ---- slow steps ---- */

void debug_step_begin(struct debug_step *step, struct async_node *node)
{
    name(node, step->name, sizeof step->name);
    step->begin = clock_now();
}

void debug_step_end(const struct debug_step *step)
{
    uint64_t took = clock_now() - step->begin;
    if (took > settings.slow)
        report(ASYNC_REPORT_DEBUG, NULL, "a step of %s took %.3f s", step->name,
               (double)took / CLOCK_SECOND);
}

/* ---- joins that take long ---- */

struct join_watch {
    struct async_reaction timer;
    struct async_node *joiner;
    struct async_future *child;
};

static void join_is_slow(struct async_loop *loop, struct async_reaction *timer)
{
    struct join_watch *watch = (struct join_watch *)timer;
    char joiner[160], child[160];
    (void)loop;
    name(watch->joiner, joiner, sizeof joiner);
    name(&watch->child->node, child, sizeof child);
    report(ASYNC_REPORT_DEBUG, NULL, "the end of a block of %s waits for %s, which goes on", joiner,
           child);
}

void *debug_join_begin(struct async_loop *loop, struct async_node *joiner,
                       struct async_future *child)
{
    struct join_watch *watch = loop->is_debug ? memory_resize(NULL, sizeof *watch) : NULL;
    if (!watch)
        return NULL;
    *watch =
        (struct join_watch){.timer = {{.flags = NODE_REACTION, .state = TASK_STUCK}, join_is_slow},
                            .joiner = joiner,
                            .child = child};
    if (heap_add(&loop->timers, loop_now(loop) + JOIN_LIMIT, &watch->timer.node) == 0)
        watch->timer.node.state = TASK_SLEEPING;
    return watch;
}

void debug_join_end(struct async_loop *loop, void *watch)
{
    if (!watch)
        return;
    node_leave_wait(loop, &((struct join_watch *)watch)->timer.node);
    memory_resize(watch, 0);
}

/* ---- the list of tasks ---- */

static const char *const waits_for[] = {
    [TASK_NEW] = "has not begun",
    [TASK_RUNNING] = "runs",
    [TASK_READY] = "is ready",
    [TASK_SLEEPING] = "sleeps",
    [TASK_WATCHING] = "waits for a descriptor",
    [TASK_AWAITING] = "awaits",
    [TASK_JOINING] = "leaves a block and waits for",
    [TASK_GATHERING] = "waits for several futures",
    [TASK_STUCK] = "waits for ever",
    [TASK_PENDING] = "is pending",
    [TASK_FINISHED] = "is done",
    [TASK_CANCELLED] = "is cancelled",
    [TASK_FREED] = "was freed",
};

static void dump_task(const struct async_future *task, enum async_report_kind kind, int depth)
{
    char text[160], awaited[160] = "";
    const struct async_node *node = &task->node;
    name(node, text, sizeof text);
    if (node->state == TASK_AWAITING || node->state == TASK_JOINING)
        name(&node->at.wait.future->node, awaited, sizeof awaited);
    if (node->state == TASK_WATCHING)
        snprintf(awaited, sizeof awaited, "%d", node->at.watch.fd);
    report(kind, NULL, "%*s%s %s%s%s", 2 * depth, "", text, waits_for[node->state],
           awaited[0] ? " " : "", awaited);
}

static void dump_owners(const struct async_owner *owner, enum async_report_kind kind, int depth)
{
    for (; owner; owner = owner->next) {
        if (owner_is_link(owner))
            continue;
        for (const struct async_future *task = owner->async_tasks; task; task = owner_next(task)) {
            if (future_is_done(task))
                continue;
            dump_task(task, kind, depth);
            if (depth < 30)
                dump_owners(task->owners, kind, depth + 1);
        }
    }
}

void debug_dump(struct async_loop *loop, enum async_report_kind kind)
{
    dump_owners(loop->owners, kind, 1);
}

void async_dump_tasks(void)
{
    if (loop_here)
        debug_dump(loop_here, ASYNC_REPORT_DEBUG);
}

void debug_pending(struct async_loop *loop)
{
    if (!loop->is_debug)
        return;
    for (struct async_future *task = loop->owner.async_tasks; task; task = owner_next(task)) {
        char text[160];
        name(&task->node, text, sizeof text);
        if (!future_is_done(task))
            report(ASYNC_REPORT_DEBUG, NULL, "%s was pending when the loop closed: it %s", text,
                   waits_for[task->node.state]);
    }
}
