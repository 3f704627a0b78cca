/* SPDX-License-Identifier: MIT
 *
 * The waits that need no descriptor: async_yield and async_sleep. They keep nothing in their frame:
 * the loop resumes the caller itself.
 */
#include "loop.h"

#include <errno.h>

async_status async_yield__start(struct async_wait *wait, struct async_task *task)
{
    (void)wait;
    loop_make_ready(loop_here, node_at(task));
    return &task->innermost;
}

async_status async_sleep__start(struct async_wait *wait, struct async_task *task, double seconds)
{
    struct async_loop *loop = loop_here;
    struct async_node *sleeper = node_at(task);
    if (!(seconds > 0))
        return async_yield__start(wait, task);
    uint64_t when = clock_after(loop_now(loop), seconds);
    if (when != CLOCK_NEVER && heap_add(&loop->timers, when, sleeper))
        return async_throw(task, ENOMEM, NULL);
    sleeper->state = when != CLOCK_NEVER ? TASK_SLEEPING : TASK_STUCK;
    return &task->innermost;
}
