/* SPDX-License-Identifier: MIT
 *
 * The event loop: opening and closing it, and one turn of it. A turn makes the tasks ready whose
 * timers are due, runs the tasks that are ready by then, and asks the poller what else is. What
 * becomes ready meanwhile waits for the next turn.
 */
#include "loop.h"

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
    if (found->open(loop)) {
        int error = errno;
        memory_resize(loop, 0);
        errno = error;
        return -1;
    }
    loop_here = loop;
    return 0;
}

struct async_loop *loop_open_for_run(void)
{
    if (async_loop_open(NULL) == 0)
        loop_here->automatic = true;
    return loop_here;
}

int async_loop_close(void)
{
    struct async_loop *loop = loop_here;
    if (!loop || loop->running) {
        errno = loop ? EBUSY : ENOTCONN;
        return -1;
    }
    async_owner_end(&loop->owner);
    loop->poller->close(loop);
    watch_close(loop);
    heap_close(&loop->timers);
    pool_close(&loop->pool);
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

/* ---- one turn ---- */

static void wake_due(struct async_loop *loop)
{
    while (loop->timers.count && loop->timers.entries[0].when <= loop_now(loop)) {
        struct async_future *task = loop->timers.entries[0].task;
        heap_remove(&loop->timers, task);
        loop_make_ready(loop, task);
    }
}

static void run_batch(struct async_loop *loop)
{
    queue_take(&loop->ready, &loop->batch);
    for (struct async_future *task; (task = loop->batch);) {
        list_remove(task);
        task->state = TASK_RUNNING;
        loop->budget = BUDGET;
        async_call.task = &task->task;
        if (async_step(&task->task))
            task_finish(loop, task);
    }
}

/* How long the poller may wait for descriptors. */
static uint64_t idle_time(struct async_loop *loop)
{
    if (loop->ready.head)
        return 0;
    if (!loop->timers.count)
        return CLOCK_NEVER;
    uint64_t when = loop->timers.entries[0].when, now = loop_now(loop);
    return when > now ? when - now : 0;
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
    return loop->poller->wait(loop, idle_time(loop));
}

static int run_until(struct async_loop *loop, const struct async_future *task)
{
    while (task->state != TASK_DONE) {
        loop->now = 0;
        wake_due(loop);
        run_batch(loop);
        if (task->state != TASK_DONE && poll_descriptors(loop))
            return -1;
    }
    return 0;
}

int async_run_until(const volatile void *handle)
{
    struct async_loop *loop = loop_here;
    if (!handle) {
        if (loop && !loop->running)
            loop_end_run(loop);
        return -1;
    }
    if (loop->running) {
        errno = EDEADLK;
        return -1;
    }
    struct async_call saved = async_call;
    loop->main_task = task_of(handle);
    loop->running = true;
    int result = run_until(loop, loop->main_task);
    loop->running = false;
    async_call = saved;
    return result;
}

double async_time(void)
{
    return loop_here ? (double)loop_now(loop_here) / CLOCK_SECOND : 0;
}

const char *async_poller(void)
{
    return loop_here ? loop_here->poller->name : NULL;
}
