/* SPDX-License-Identifier: MIT
 *
 * Cancelling, by asyncio's rules. To ask a task to end means: what it awaits is asked in its stead;
 * where it waits for the loop, the wait is over and its next step throws ECANCELED; and where it
 * does not wait at all that is put off to its next suspension. So a chain of tasks that await each
 * other is followed to its end.
 */
#include "combine.h"
#include "task.h"

#include <errno.h>

/* Its next step throws ECANCELED. */
static void wake_to_cancel(struct async_loop *loop, struct async_node *node)
{
    node_leave_wait(loop, node);
    node->flags |= NODE_MUST_CANCEL;
    loop_make_ready(loop, node);
}

/* Asks the task behind node, whose request is noted, unless it awaits another one: then that one is
 * given, to be asked in its stead. */
static struct async_future *ask_here(struct async_loop *loop, struct async_node *node)
{
    switch ((enum node_state)node->state) {
    case TASK_AWAITING:
        node->flags |= NODE_PASSED;
        return node->at.wait.future;
    case TASK_GATHERING:
        if (!group_ask(loop, node->at.group))
            node->flags |= NODE_MUST_CANCEL;
        return NULL;
    case TASK_JOINING:
        node->flags = (unsigned short)((node->flags & ~NODE_MUST_CANCEL) | NODE_PUT_OFF);
        return NULL;
    case TASK_SLEEPING:
    case TASK_WATCHING:
    case TASK_STUCK:
        wake_to_cancel(loop, node);
        return NULL;
    case TASK_NEW:
    case TASK_READY:
    case TASK_RUNNING:
        node->flags |= NODE_MUST_CANCEL;
        return NULL;
    case TASK_PENDING:
        future_finish(loop, task_at(&node->task), TASK_CANCELLED, NULL);
        return NULL;
    case TASK_FINISHED:
    case TASK_CANCELLED:
    case TASK_FREED:
        return NULL;
    }
    return NULL;
}

/* Follows who awaits whom. Tasks that await each other in a circle would be followed for ever: a
 * second pointer at half the speed meets the first one then, and the circle is broken there. */
static void ask_chain(struct async_loop *loop, struct async_future *future)
{
    struct async_future *slow = future;
    for (unsigned step = 1;; step++) {
        struct async_future *next = ask_here(loop, &future->node);
        if (!next)
            return;
        future = next;
        if (!(step & 1))
            slow = slow->node.at.wait.future;
        if (future == slow) {
            node_note_request(&future->node);
            wake_to_cancel(loop, &future->node);
            return;
        }
        node_note_request(&future->node);
    }
}

bool future_ask(struct async_loop *loop, struct async_future *future)
{
    if (future_is_done(future))
        return false;
    node_note_request(&future->node);
    ask_chain(loop, future);
    return true;
}

bool future_cancel(async_future_handle handle)
{
    return handle && future_ask(loop_here, future_checked(handle));
}

/* What it waits for now is asked in its stead. */
void task_pass_request(struct async_loop *loop, struct async_node *node)
{
    if (node->state == TASK_READY)
        return;
    node->flags &= (unsigned short)~NODE_MUST_CANCEL;
    ask_chain(loop, task_at(&node->task));
}

void task_put_off_request(struct async_task *task)
{
    struct async_node *node = node_at(task);
    error_free(async_hold(task));
    node->flags |= NODE_MUST_CANCEL;
}

/* ---- ending what nothing can wake ---- */

/* Whom it waits for, if that is a task; NULL: what it waits for will never come. */
static struct async_future *waits_for(const struct async_future *task)
{
    const struct async_node *node = &task->node;
    if (node->state != TASK_AWAITING && node->state != TASK_JOINING)
        return NULL;
    struct async_future *future = node->at.wait.future;
    return future->node.flags & NODE_BARE ? NULL : future;
}

void task_force(struct async_loop *loop, struct async_future *task)
{
    struct async_future *slow = task, *next;
    for (unsigned step = 1; (next = waits_for(task)); step++) {
        task = next;
        if (!(step & 1))
            slow = waits_for(slow);
        if (task == slow) /* tasks that wait for each other */
            break;
    }
    node_leave_wait(loop, &task->node);
    task->node.task.thrown = ASYNC_FINAL;
    loop_make_ready(loop, &task->node);
}
