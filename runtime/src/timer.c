/* SPDX-License-Identifier: MIT
 *
 * The waits that need no descriptor: async_yield and async_sleep. They keep nothing in their frame:
 * the loop resumes the caller itself.
 */
#include "loop.h"

async_status async_yield__start(struct async_wait *wait, struct async_task *task)
{
    (void)wait;
    loop_make_ready(loop_here, task_at(task));
    return &task->innermost;
}

async_status async_sleep__start(struct async_wait *wait, struct async_task *task, double seconds)
{
    struct async_loop *loop = loop_here;
    struct async_future *sleeper = task_at(task);
    if (!(seconds > 0))
        return async_yield__start(wait, task);
    uint64_t when = clock_after(loop_now(loop), seconds);
    sleeper->state = TASK_STUCK;
    if (when != CLOCK_NEVER) {
        if (heap_add(&loop->timers, when, sleeper))
            async_no_memory("async_sleep");
        sleeper->state = TASK_SLEEPING;
    }
    return &task->innermost;
}
