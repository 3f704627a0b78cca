/* SPDX-License-Identifier: MIT
 *
 * Tasks: how they begin, finish and are freed. Each is in the list of its owner: the block or call
 * that spawned it, or the loop. The owners of one task are linked in turn, so that all that
 * descends from a task can be reached from it.
 */
#include "task.h"

#include <errno.h>

_Static_assert(sizeof(struct async_future) % ASYNC_ALIGN == 0, "the value follows, aligned");
_Static_assert(sizeof(struct async_future) <= 80, "idle tasks are to be small");

/* ---- beginning ---- */

void *async_task_new(size_t size)
{
    struct async_loop *loop = loop_here;
    if (ASYNC_SELDOM(!loop)) {
        errno = ENOTCONN;
        return NULL;
    }
    struct async_future *task;
    if (ASYNC_SELDOM(loop->is_debug)) {
        task = debug_take(loop, size);
        if (!task)
            return NULL;
    } else {
        unsigned size_class = pool_class(size);
        task = pool_take(&loop->pool, size, size_class);
        if (!task)
            return NULL;
        task->node.size_class = (unsigned char)size_class;
    }
    task_prepare(loop, task);
    return task;
}

void task_prepare(struct async_loop *loop, struct async_future *task)
{
    task->node.task.stack = NULL;
    task->node.task.thrown = NULL;
    task->node.state = TASK_RUNNING;
    task->node.serial = loop->serial += CANCELS_MAX + 1;
    task->waiters = NULL;
    task->owners = NULL;
}

void async_task_begin(struct async_future *task, struct async_frame *root,
                      struct async_owner *owner, enum async_how how, const struct async_site *site)
{
    static const unsigned char flags[] = {
        [ASYNC_DISCARDED] = 0,
        [ASYNC_KEPT] = NODE_KEPT,
        [ASYNC_OWNED] = NODE_KEPT | NODE_OWNED,
    };
    struct async_loop *loop = loop_here;
    if (ASYNC_SELDOM(debug_is_tagged(task)))
        debug_tag_of(task)->site = site;
    root->parent = NULL;
    task->node.task.innermost = root;
    task->node.flags = flags[how];
    if (owner)
        owner_add(owner, task, &task_at(async_call.task)->owners);
    else
        owner_add(&loop->owner, task, &loop->owners);
    queue_append(&loop->ready, &task->node);
    task->node.state = TASK_NEW;
}

async_status async_not_spawned(struct async_task *task, const struct async_site *site)
{
    return async_throw(task, errno, site);
}

/* ---- a step of what is special ---- */

/* Turns the request to cancel into the ECANCELED that its code is resumed with; it takes the place
 * of another error that it would have been resumed with. */
static void deliver_request(struct async_node *node)
{
    struct async_error *error = node->task.thrown;
    node->flags &= (unsigned short)~NODE_MUST_CANCEL;
    if (error == ASYNC_FINAL)
        return;
    if (!error)
        error = error_new(ECANCELED);
    else if (async_code(error) != ECANCELED)
        error = error_replace(error, ECANCELED);
    node->task.thrown = error_of_request(error);
}

bool node_prepare(struct async_loop *loop, struct async_node *node)
{
    if (node->flags & NODE_REACTION) {
        struct async_reaction *reaction = (struct async_reaction *)node;
        async_call.task = NULL;
        node->state = TASK_RUNNING;
        reaction->run(loop, reaction);
        return false;
    }
    if (node->state == TASK_NEW) {
        task_finish(loop, task_at(&node->task));
        return false;
    }
    deliver_request(node);
    return true;
}

/* ---- finishing ---- */

/* The outcome of a task that failed, or was asked to end too late to be told. */
static enum node_state outcome(struct async_future *task)
{
    struct async_error *error = task->node.task.thrown;
    task->node.flags &= (unsigned short)~(NODE_MUST_CANCEL | NODE_PUT_OFF | NODE_CANCELLING);
    if (!error)
        return TASK_CANCELLED;
    if (async_code(error) != ECANCELED && error != ASYNC_FINAL)
        return TASK_FINISHED;
    error_free(error);
    task->node.task.thrown = NULL;
    return TASK_CANCELLED;
}

void task_finish(struct async_loop *loop, struct async_future *task)
{
    struct async_node *node = &task->node;
    node->state = TASK_FINISHED;
    if (ASYNC_SELDOM(node->task.thrown || node->flags & (NODE_MUST_CANCEL | NODE_PUT_OFF)))
        node->state = (unsigned char)outcome(task);
    if (task->waiters)
        future_wake_waiters(loop, task);
    if (node->flags & NODE_KEPT) {
        if (node->task.stack)
            async_drop_chunks(&node->task);
        return;
    }
    owner_remove(task);
    task_release(loop, task);
}

void future_finish(struct async_loop *loop, struct async_future *future, enum node_state state,
                   struct async_error *error)
{
    future->node.state = (unsigned char)state;
    future->node.task.thrown = error;
    if (future->waiters)
        future_wake_waiters(loop, future);
}

/* ---- freeing ---- */

static void give_memory(struct async_loop *loop, struct async_future *task)
{
    if (ASYNC_SELDOM(task->node.task.thrown))
        error_free(async_hold(&task->node.task));
    if (debug_is_tagged(task))
        debug_give(loop, task);
    else
        pool_give(&loop->pool, task, task->node.size_class);
}

/* Of a task that is over there may be left what is linked to it; and tasks that were spawned on it
 * by an async generator, which goes on with another task: the loop keeps an eye on them. */
static void drop_owner(struct async_loop *loop, struct async_owner *owner)
{
    if (owner_is_link(owner))
        link_drop(loop, owner);
    else
        owner_move(owner, &loop->owners);
}

void task_release_rest(struct async_loop *loop, struct async_future *task)
{
    struct async_node *node = &task->node;
    if (node->task.stack)
        async_drop_chunks(&node->task);
    while (task->owners)
        drop_owner(loop, task->owners);
    if (node->task.thrown && !(node->flags & NODE_COLLECTED))
        report(ASYNC_REPORT_UNCOLLECTED, node->task.thrown,
               "%s failed and nobody collected its error", debug_name_of(node).text);
    if (!(node->flags & NODE_AWAITED)) {
        give_memory(loop, task);
        return;
    }
    task->older = loop->dead[2];
    loop->dead[2] = task;
}

static void bury_list(struct async_loop *loop, struct async_future *task)
{
    for (struct async_future *next; task; task = next) {
        next = task->older;
        give_memory(loop, task);
    }
}

void task_bury(struct async_loop *loop, bool all)
{
    bury_list(loop, loop->dead[0]);
    loop->dead[0] = loop->dead[1];
    loop->dead[1] = loop->dead[2];
    loop->dead[2] = NULL;
    if (all && (loop->dead[0] || loop->dead[1]))
        task_bury(loop, true);
}

/* ---- ending where it stands ---- */

void node_leave_wait(struct async_loop *loop, struct async_node *node)
{
    switch ((enum node_state)node->state) {
    case TASK_NEW:
    case TASK_READY:
        queue_remove(&loop->ready, node);
        break;
    case TASK_SLEEPING:
        heap_remove(&loop->timers, node);
        break;
    case TASK_WATCHING:
        watch_cancel(loop, node);
        break;
    case TASK_AWAITING:
    case TASK_JOINING:
        future_remove_waiter(node);
        break;
    case TASK_GATHERING:
    case TASK_RUNNING:
    case TASK_STUCK:
    case TASK_PENDING:
    case TASK_FINISHED:
    case TASK_CANCELLED:
    case TASK_FREED:
        break;
    }
}

/* Cuts all ties of a task but those to its own tasks. Who awaits it is told that it was cancelled.
 */
static void cut_loose(struct async_loop *loop, struct async_future *task)
{
    node_leave_wait(loop, &task->node);
    owner_remove(task);
    if (future_is_done(task))
        return;
    error_free(async_hold(&task->node.task));
    task->node.state = TASK_CANCELLED;
    if (task->waiters)
        future_wake_waiters(loop, task);
}

/* Takes away what is linked to a task that is ended: its own tasks go to the end of the list. */
static struct async_future *take_dependents(struct async_loop *loop, struct async_future *task,
                                            struct async_future *last)
{
    for (struct async_owner *owner; (owner = task->owners);) {
        if (owner_is_link(owner)) {
            link_drop(loop, owner);
            continue;
        }
        struct async_future *child = owner->async_tasks;
        cut_loose(loop, child);
        child->older = NULL;
        last = last->older = child;
    }
    return last;
}

/* A list (linked by older) that grows at its end by the tasks of the one that is freed at its
 * beginning. */
void task_end(struct async_loop *loop, struct async_future *task)
{
    if (future_is_done(task)) { /* the usual case: nothing else is left of it */
        owner_remove(task);
        task_release(loop, task);
        return;
    }
    cut_loose(loop, task);
    task->older = NULL;
    for (struct async_future *last = task, *next; task; task = next) {
        last = take_dependents(loop, task, last);
        next = task->older;
        task_release(loop, task);
    }
}

void async_owner_end(struct async_owner *owner)
{
    struct async_loop *loop = loop_here;
    while (owner->async_tasks)
        task_end(loop, owner->async_tasks);
}

void async_task_free(const volatile void *handle)
{
    struct async_loop *loop = loop_here;
    if (!handle)
        return;
    struct async_future *task = future_of(handle);
    bool is_main = task == loop->main_task && !loop->running;
    task_end(loop, task);
    if (is_main)
        loop_end_run(loop);
}
