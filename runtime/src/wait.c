/* SPDX-License-Identifier: MIT
 *
 * Awaiting futures. Those who wait for one are linked through at.wait, the newest first, without a
 * way back: who is taken out of the middle, which is seldom, is looked for.
 */
#include "task.h"

#include <errno.h>

void future_add_waiter(struct async_future *future, struct async_node *waiter,
                       enum node_state state)
{
    waiter->state = (unsigned char)state;
    waiter->at.wait.next = future->waiters;
    waiter->at.wait.future = future;
    future->waiters = waiter;
}

void future_remove_waiter(struct async_node *waiter)
{
    struct async_node **link = &waiter->at.wait.future->waiters;
    while (*link != waiter)
        link = &(*link)->at.wait.next;
    *link = waiter->at.wait.next;
}

bool future_throw_into(struct async_future *future, struct async_task *task)
{
    struct async_error *error = future->node.task.thrown;
    if (!error && future->node.state != TASK_CANCELLED)
        return false;
    future->node.flags |= NODE_COLLECTED;
    task->thrown = error ? error_copy(error) : error_new(ECANCELED);
    return true;
}

/* The future has no value yet, or never will. */
static async_status wait_or_throw(struct async_future *future, struct async_task *task)
{
    if (future_is_done(future))
        return future_throw_into(future, task) ? ASYNC_THROWN : ASYNC_DONE;
    if (future == task_at(task))
        return async_throw(task, EDEADLK, NULL);
    future_add_waiter(future, node_at(task), TASK_AWAITING);
    return &task->innermost;
}

async_status async_future_wait(const volatile void *handle, struct async_task *task)
{
    if (!handle)
        return async_throw(task, EINVAL, NULL);
    const struct async_node *node = &future_of(handle)->node;
    if (node->state == TASK_FINISHED && !node->task.thrown)
        return ASYNC_DONE;
    return wait_or_throw(future_checked(handle), task);
}

/* The outcome of what a task awaited is what it is resumed with. A request to cancel that was
 * passed on has come to its end with it. */
static void pass_outcome(struct async_future *future, struct async_node *waiter)
{
    bool was_asked = waiter->flags & NODE_PASSED;
    waiter->flags &= (unsigned short)~NODE_PASSED;
    if (future_throw_into(future, &waiter->task) && was_asked &&
        future->node.state == TASK_CANCELLED)
        waiter->task.thrown = error_of_request(waiter->task.thrown);
    else if (was_asked)
        node_request_over(waiter);
}

static void wake(struct async_loop *loop, struct async_future *future, struct async_node *waiter)
{
    if (!(waiter->flags & NODE_REACTION) && waiter->state != TASK_JOINING)
        pass_outcome(future, waiter);
    else if (waiter->flags & NODE_COLLECTS)
        future->node.flags |= NODE_COLLECTED;
    loop_make_ready(loop, waiter);
}

/* The order in which they came, and the owner, who is going to free it, last. */
void future_wake_waiters(struct async_loop *loop, struct async_future *future)
{
    struct async_node *first = NULL, *owner = NULL;
    for (struct async_node *waiter = future->waiters, *next; waiter; waiter = next) {
        next = waiter->at.wait.next;
        if (waiter->state == TASK_JOINING) {
            owner = waiter;
            continue;
        }
        waiter->at.wait.next = first;
        first = waiter;
    }
    future->waiters = NULL;
    future->node.flags |= NODE_AWAITED;
    for (struct async_node *next; first; first = next) {
        next = first->at.wait.next;
        wake(loop, future, first);
    }
    if (owner)
        wake(loop, future, owner);
}
