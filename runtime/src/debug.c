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

void debug_made(struct async_future *future, const char *file, unsigned line)
{
    struct debug_tag *tag = debug_tag_of(future);
    tag->made = (struct async_site){"future", file, line};
    tag->site = &tag->made;
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

static struct debug_name name_of_site(const char *kind, const struct async_site *site)
{
    struct debug_name name;
    if (site->file)
        snprintf(name.text, sizeof name.text, "%s%s (%s:%u)", kind, site->function, site->file,
                 site->line);
    else
        snprintf(name.text, sizeof name.text, "%s%s", kind, site->function);
    return name;
}

static const struct async_site *site_of(const struct async_node *node)
{
    const struct async_future *future = (const struct async_future *)node;
    bool has_tag = !(node->flags & NODE_REACTION) && debug_is_tagged(future);
    return has_tag ? debug_tag_of(future)->site : NULL;
}

struct debug_name debug_name_of(const struct async_node *node)
{
    if (site_of(node))
        return name_of_site(node->flags & NODE_BARE ? "a " : "task ", site_of(node));
    return node->flags & NODE_REACTION ? (struct debug_name){"a callback"}
           : node->flags & NODE_BARE   ? (struct debug_name){"a future"}
                                       : (struct debug_name){"a task"};
}

static struct debug_name name_of_step(const struct debug_step *step)
{
    return step->site      ? name_of_site("task ", step->site)
           : step->is_task ? (struct debug_name){"a task"}
                           : (struct debug_name){"a callback"};
}

/* "f (file:line)"; NULL: where it begins. */
static struct debug_name name_of_place(const struct async_site *site)
{
    struct debug_name name = {"its beginning"};
    if (site)
        snprintf(name.text, sizeof name.text, "%s (%s:%u)", site->function, site->file, site->line);
    return name;
}

/* ---- misuse ---- */

void debug_misused(const struct async_future *future, const char *problem)
{
    const struct debug_step *step = loop_here ? loop_here->step : NULL;
    if (step)
        report(ASYNC_REPORT_DEBUG, NULL, "%s %s, by %s in its step from %s",
               debug_name_of(&future->node).text, problem, name_of_step(step).text,
               name_of_place(where_site(step->from)).text);
    else
        report(ASYNC_REPORT_DEBUG, NULL, "%s %s", debug_name_of(&future->node).text, problem);
    abort();
}

void debug_check(const struct async_future *future)
{
    if (future->node.state == TASK_FREED)
        debug_misused(future, "was used after it was freed");
    if (debug_is_tagged(future) && debug_tag_of(future)->loop != loop_here)
        debug_misused(future, "was used in another thread than that of its loop");
}

void *async_value_at(const volatile void *handle, const char *file, unsigned line)
{
    char problem[256];
    if (!handle)
        return NULL;
    const struct async_future *future = future_checked(handle);
    if (future->node.state == TASK_FINISHED && !future->node.task.thrown)
        return (void *)handle;
    snprintf(problem, sizeof problem, "was read %s, at %s:%u",
             future_is_done(future) ? "though it has failed and has no value"
                                    : "before its value was there",
             file, line);
    debug_misused(future, problem);
}

/* ---- slow steps ---- */

void debug_step_begin(struct async_loop *loop, struct debug_step *step, struct async_node *node)
{
    bool is_task = !(node->flags & NODE_REACTION);
    struct place from = {0};
    if (is_task)
        from = where_noted(node->task.innermost);
    *step = (struct debug_step){node, site_of(node), from, is_task, clock_now()};
    loop->step = step;
}

/* Of a task that is over nothing is left but what debug mode keeps. */
static bool is_suspended(const struct debug_step *step)
{
    return step->is_task && step->node->state < TASK_FINISHED;
}

void debug_step_end(struct async_loop *loop)
{
    const struct debug_step *step = loop->step;
    uint64_t took = clock_now() - step->begin;
    loop->step = NULL;
    if (took <= settings.slow)
        return;
    struct async_trace trace = {0};
    if (is_suspended(step))
        where_trace(&step->node->task, &trace);
    report_at(ASYNC_REPORT_DEBUG, &trace, "a step of %s took %.3f s, from %s to %s",
              name_of_step(step).text, (double)took / CLOCK_SECOND,
              name_of_place(where_site(step->from)).text,
              trace.passed ? name_of_place(trace.sites[0]).text : "its end");
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
    struct async_trace joiner, child;
    (void)loop;
    where_trace(&watch->joiner->task, &joiner);
    where_trace(&watch->child->node.task, &child);
    report_at(ASYNC_REPORT_DEBUG, &child,
              "the end of a block of %s at %s waits for %s, which goes on",
              debug_name_of(watch->joiner).text,
              name_of_place(joiner.passed ? joiner.sites[0] : NULL).text,
              debug_name_of(&watch->child->node).text);
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

struct dump {
    enum async_report_kind kind;
    const char *when; /* it was so: behind the name of each */
};

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

/* Where it stands; a task that runs stands nowhere. */
static void trace_of(const struct async_node *node, struct async_trace *trace)
{
    trace->passed = 0;
    if (node->state != TASK_RUNNING && !(node->flags & NODE_BARE))
        where_trace(&node->task, trace);
}

static void dump_task(const struct async_future *task, const struct dump *dump, int depth)
{
    struct debug_name awaited = {""};
    struct async_trace trace;
    const struct async_node *node = &task->node;
    if (node->state == TASK_AWAITING || node->state == TASK_JOINING)
        awaited = debug_name_of(&node->at.wait.future->node);
    if (node->state == TASK_WATCHING)
        snprintf(awaited.text, sizeof awaited.text, "%d", node->at.watch.fd);
    trace_of(node, &trace);
    report_at(dump->kind, &trace, "%*s%s%s %s%s%s", 2 * depth, "", debug_name_of(node).text,
              dump->when, waits_for[node->state], awaited.text[0] ? " " : "", awaited.text);
}

static void dump_owners(const struct async_owner *owner, const struct dump *dump, int depth)
{
    for (; owner; owner = owner->next) {
        if (owner_is_link(owner))
            continue;
        for (const struct async_future *task = owner->async_tasks; task; task = owner_next(task)) {
            if (future_is_done(task))
                continue;
            dump_task(task, dump, depth);
            if (depth < 30)
                dump_owners(task->owners, dump, depth + 1);
        }
    }
}

void debug_dump(struct async_loop *loop, enum async_report_kind kind)
{
    dump_owners(loop->owners, &(struct dump){kind, ""}, 1);
}

void async_dump_tasks(void)
{
    if (loop_here)
        debug_dump(loop_here, ASYNC_REPORT_DEBUG);
}

void debug_pending(struct async_loop *loop)
{
    const struct dump dump = {ASYNC_REPORT_DEBUG, " was pending when the loop closed: it"};
    if (loop->is_debug)
        dump_owners(loop->owners, &dump, 0);
}
