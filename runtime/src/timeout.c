/* SPDX-License-Identifier: MIT
 *
 * async_timeout: a timer that asks its task to end, and the end of the block, which turns the
 * ECANCELED that came of it into ETIMEDOUT, by asyncio's count of requests: if there are no more of
 * them than when the block was entered, all that came was its own.
 */
#include "task.h"

#include <errno.h>

static void fire(struct async_loop *loop, struct async_reaction *timer)
{
    struct async_timeout *timeout = (struct async_timeout *)timer;
    struct async_node *node = &timeout->task->node;
    bool was_asked = node->flags & NODE_CANCELLING;
    timeout->fired = future_ask(loop, timeout->task);
    if (!was_asked) /* an owner asks all the same: it speaks of more than this block */
        node->flags &= (unsigned short)~NODE_CANCELLING;
}

static void timeout_drop(struct async_loop *loop, struct async_link *link)
{
    struct async_timeout *timeout =
        (struct async_timeout *)((char *)link - offsetof(struct async_timeout, link));
    node_leave_wait(loop, &timeout->timer.node);
}

async_status async_timeout_begin(struct async_timeout *timeout, struct async_task *task,
                                 double seconds)
{
    struct async_loop *loop = loop_here;
    struct async_node *node = node_at(task), *timer = &timeout->timer.node;
    uint64_t when = seconds > 0 ? clock_after(loop_now(loop), seconds) : 0;
    timer->flags = NODE_REACTION;
    timer->state = TASK_STUCK;
    timeout->timer.run = fire;
    timeout->task = task_at(task);
    timeout->cancels = (unsigned char)node_cancels(node);
    timeout->was_pending = (node->flags & (NODE_MUST_CANCEL | NODE_PUT_OFF)) != 0;
    timeout->fired = 0;
    if (!when) {
        loop_make_ready(loop, timer);
    } else if (when != CLOCK_NEVER) {
        if (heap_add(&loop->timers, when, timer))
            return async_throw(task, ENOMEM, NULL);
        timer->state = TASK_SLEEPING;
    }
    link_add(&timeout->link, timeout->task, timeout_drop);
    return ASYNC_DONE;
}

void async_timeout_end(struct async_timeout *timeout, struct async_task *task,
                       const struct async_site *site)
{
    struct async_node *node = node_at(task);
    link_remove(&timeout->link);
    node_leave_wait(loop_here, &timeout->timer.node);
    if (!timeout->fired)
        return;
    if (node_cancels(node) < CANCELS_MAX)
        node->serial--;
    if (node_cancels(node) > timeout->cancels || timeout->was_pending)
        return; /* somebody else has asked too */
    node->flags &= (unsigned short)~(NODE_MUST_CANCEL | NODE_PUT_OFF);
    if (!task->thrown || async_code(task->thrown) != ECANCELED)
        return;
    task->thrown = error_replace(task->thrown, ETIMEDOUT);
    if (site)
        async_trace(task, site);
}
