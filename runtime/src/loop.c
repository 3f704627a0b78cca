/* SPDX-License-Identifier: MIT
 *
 * The event loop: opening and closing it, and one turn of it. A turn makes the tasks ready whose
 * timers are due, runs the tasks that are ready by then, and asks the poller what else is. What
 * becomes ready meanwhile waits for the next turn.
 */
#include "debug.h"
#include "interrupt.h"
#include "mailbox.h"
#include "task.h"
#include "testing.h"
#include "where.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef ASYNC_NO_THREADS
struct async_loop *loop_here;
#else
_Thread_local struct async_loop *loop_here;
#endif

/* ---- opening and closing ---- */

static const struct poller *const pollers[] = {
    &poller_select,
    &poller_poll,
#if defined __linux__
    &poller_epoll,
#endif
};

static const struct poller *find_poller(const char *name)
{
    for (size_t i = 0; i < sizeof pollers / sizeof pollers[0]; i++)
        if (strcmp(pollers[i]->name, name) == 0)
            return pollers[i];
    errno = EINVAL;
    return NULL;
}

int async_loop_open(const char *poller)
{
    const char *wanted = poller ? poller : getenv("ASYNC_POLLER");
    const struct poller *found = find_poller(wanted ? wanted : "select");
    if (!found)
        return -1;
    if (loop_here) {
        errno = EALREADY;
        return -1;
    }
    struct async_loop *loop = memory_resize(NULL, sizeof *loop);
    if (!loop)
        return -1;
    *loop = (struct async_loop){.poller = found, .forced = wanted != NULL};
    queue_init(&loop->ready);
    testing_apply(loop);
    loop->is_debug = debug_is_on();
    if (found->open(loop)) {
        int error = errno;
        memory_resize(loop, 0);
        errno = error;
        return -1;
    }
    loop_here = loop;
    return 0;
}

int async_run_open(const struct async_places *first, const struct async_places *end)
{
    where_known(first, end);
    if (!loop_here && async_loop_open(NULL) == 0)
        loop_here->automatic = true;
    return loop_here != NULL;
}

/* ---- one turn ---- */

/* A sleeping task is ready then; a timeout fires. */
static void wake_due(struct async_loop *loop)
{
    while (loop->timers.count && loop->timers.entries[0].when <= loop_now(loop)) {
        struct async_node *node = loop->timers.entries[0].node;
        heap_remove(&loop->timers, node);
        if (node->flags & NODE_REACTION)
            node_prepare(loop, node);
        else
            loop_make_ready(loop, node);
    }
}

static inline void run_node(struct async_loop *loop, struct async_node *node)
{
    if (ASYNC_SELDOM(node->flags & NODE_SPECIAL) && !node_prepare(loop, node))
        return;
    node->state = TASK_RUNNING;
    loop->budget = BUDGET;
    async_call.task = &node->task;
    if (async_step(&node->task))
        task_finish(loop, task_at(&node->task));
    else if (ASYNC_SELDOM(node->flags & NODE_MUST_CANCEL))
        task_pass_request(loop, node);
}

/* What run_batch does, in debug mode. */
static void run_batch_watched(struct async_loop *loop)
{
    for (struct async_node *node; (node = loop->batch);) {
        struct debug_step step;
        list_remove(node);
        debug_step_begin(loop, &step, node);
        run_node(loop, node);
        debug_step_end(loop);
    }
}

static void run_batch(struct async_loop *loop)
{
    queue_take(&loop->ready, &loop->batch);
    if (ASYNC_SELDOM(loop->seed) && loop->batch)
        testing_shuffle(loop);
    if (ASYNC_SELDOM(loop->is_debug))
        run_batch_watched(loop);
    for (struct async_node *node; (node = loop->batch);) {
        list_remove(node);
        run_node(loop, node);
    }
    if (ASYNC_SELDOM(loop->dead[0] || loop->dead[1] || loop->dead[2]))
        task_bury(loop, false);
}

/* How long the poller may wait for descriptors. */
static uint64_t idle_time(struct async_loop *loop)
{
    if (loop->ready.head)
        return 0;
    if (!loop->timers.count)
        return CLOCK_NEVER;
    uint64_t when = loop->timers.entries[0].when, now = loop_now(loop);
    return when > now && !loop->is_virtual ? when - now : 0;
}

static int poll_descriptors(struct async_loop *loop)
{
    if (!loop->watches.busy) {
        if (loop->ready.head)
            return 0;
        if (!loop->timers.count) {
            errno = EDEADLK;
            return -1;
        }
    }
    if (loop->watches.busy || !loop->is_virtual)
        if (interrupt_wait(loop, idle_time(loop)))
            return -1;
    if (loop->is_virtual)
        testing_jump(loop);
    return 0;
}

static void turn(struct async_loop *loop)
{
    loop->now = 0;
    wake_due(loop);
    run_batch(loop);
}

/* Runs until the task is done: 0, or -1 and errno. */
static int run_until(struct async_loop *loop, const struct async_future *task)
{
    while (!future_is_done(task)) {
        turn(loop);
        if (ASYNC_SELDOM(loop->is_interrupted))
            interrupt_pass(loop);
        if (!future_is_done(task) && poll_descriptors(loop))
            return -1;
    }
    return 0;
}

/* ---- running a main task ---- */

/* So often one task is ended that nothing can wake. Each time it comes to an end of one of its
 * blocks at least; but it might be written by hand, and know nothing of that. */
#define FORCED_AT_MOST 1000

/* Nothing can ever wake what async_run runs: it is told so once, where it stands. A join is not to
 * be told anything: there it is the children that are ended. */
static void break_deadlock(struct async_loop *loop, struct async_future *main_task)
{
    struct async_node *node = &main_task->node;
    if (node->state == TASK_JOINING || loop->is_deadlocked) {
        task_force(loop, main_task);
        return;
    }
    loop->is_deadlocked = true;
    report(ASYNC_REPORT_DEADLOCK, NULL, "deadlock: nothing can ever wake any of these");
    debug_dump(loop, ASYNC_REPORT_DEADLOCK);
    node_leave_wait(loop, node);
    async_throw(&node->task, EDEADLK, NULL);
    loop_make_ready(loop, node);
}

static int run_main(struct async_loop *loop, struct async_future *main_task)
{
    unsigned tries = 0;
    bool was_told = false;
    while (run_until(loop, main_task)) {
        if (errno != EDEADLK || ++tries > FORCED_AT_MOST)
            return -1;
        was_told = loop->is_deadlocked;
        break_deadlock(loop, main_task);
    }
    if (was_told && main_task->node.state == TASK_CANCELLED) {
        errno = EDEADLK;
        return -1;
    }
    return 0;
}

#ifdef ASYNC_NO_THREADS
static int run_error;
#else
static _Thread_local int run_error;
#endif

int async_run_error(void)
{
    return run_error;
}

int async_run_until(const volatile void *handle)
{
    struct async_loop *loop = loop_here;
    if (!handle) {
        run_error = errno;
        if (loop && !loop->running)
            loop_end_run(loop);
        return -1;
    }
    if (loop->running) {
        run_error = errno = EDEADLK;
        return -1;
    }
    struct async_call saved = async_call;
    loop->main_task = future_of(handle);
    loop->running = true;
    loop->is_deadlocked = false;
    run_error = run_main(loop, loop->main_task) ? errno : future_error((void *)handle);
    loop->running = false;
    async_call = saved;
    if (run_error)
        errno = run_error;
    return run_error ? -1 : 0;
}

int async_main_failed(void)
{
    if (interrupt_ended_main())
        return 1;
    struct async_future *task = loop_here ? loop_here->main_task : NULL;
    struct async_error *error = task && future_is_done(task) ? task->node.task.thrown : NULL;
    const char *text = task ? "an error left async main" : "async main could not be run";
    if (error)
        report(ASYNC_REPORT_MAIN, error, "%s", text);
    else
        report(ASYNC_REPORT_MAIN, NULL, "%s: %s", text, async_error_name(run_error));
    return 1;
}

/* ---- closing ---- */

/* Asks those of the loop's tasks to end that it has not asked yet, the newest first. */
static void ask_new_tasks(struct async_loop *loop)
{
    for (struct async_future *task = loop->owner.async_tasks; task; task = owner_next(task)) {
        if (task->node.flags & NODE_LOOP_ASKED)
            continue;
        task->node.flags |= NODE_LOOP_ASKED;
        owner_ask_one(loop, task);
    }
}

/* Waits for a task of the loop, and frees it. */
static void join_task(struct async_loop *loop, struct async_future *task)
{
    unsigned tries = 0;
    task->node.flags |= NODE_KEPT;
    while (run_until(loop, task) && ++tries <= FORCED_AT_MOST)
        task_force(loop, task);
    task_end(loop, task);
}

/* Asks the tasks of the loop to end, each of them once, waits for them, and runs what is queued. */
static void join_tasks(struct async_loop *loop)
{
    while (loop->owner.async_tasks || loop->ready.head) {
        struct async_future *task = loop->owner.async_tasks;
        ask_new_tasks(loop);
        if (task)
            join_task(loop, task);
        else
            turn(loop);
    }
}

/* The bare futures that are left are cancelled; what is called then may look at any of them. */
static void shut_down(struct async_loop *loop)
{
    join_tasks(loop);
    for (struct async_future *future = loop->futures.async_tasks; future;
         future = owner_next(future))
        future_ask(loop, future);
    join_tasks(loop);
    while (loop->owners) /* bare futures, and what an async generator has left */
        async_owner_end(loop->owners);
    while (loop->ready.head)
        turn(loop);
    task_bury(loop, true);
}

int async_loop_close(void)
{
    struct async_loop *loop = loop_here;
    if (!loop || loop->running) {
        errno = loop ? EBUSY : ENOTCONN;
        return -1;
    }
    struct async_call saved = async_call;
    loop->running = true;
    debug_pending(loop);
    shut_down(loop);
    if (loop->mailbox) {
        mailbox_close(loop);
        shut_down(loop); /* what its last calls have begun */
        mailbox_free(loop);
    }
    debug_close(loop);
    async_call = saved;
    loop->poller->close(loop);
    watch_close(loop);
    heap_close(&loop->timers);
    pool_close(&loop->pool);
    error_pool_close();
    memory_resize(loop, 0);
    loop_here = NULL;
    return 0;
}

void loop_end_run(struct async_loop *loop)
{
    int error = errno;
    loop->main_task = NULL;
    if (loop->automatic)
        async_loop_close();
    errno = error;
}

double async_time(void)
{
    return loop_here ? (double)loop_now(loop_here) / CLOCK_SECOND : 0;
}

const char *async_poller(void)
{
    return loop_here ? loop_here->poller->name : NULL;
}
