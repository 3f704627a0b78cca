/* SPDX-License-Identifier: MIT
 *
 * Owners: the lists of their tasks, and joining them at the end of a block. A list is linked from
 * the newest task to the oldest through `older`, and back by `link`, which points at what points at
 * the task. The oldest one's `older` is the owner with the lowest bit set: so the one that is taken
 * out last finds the owner, and takes that out of the owners of its task.
 */
#include "task.h"

#include <errno.h>

static struct async_owner *owner_of_mark(struct async_future *mark)
{
    return (struct async_owner *)((uintptr_t)mark & ~(uintptr_t)1);
}

void owner_link(struct async_owner *owner, struct async_owner **owners)
{
    owner->next = *owners;
    owner->link = owners;
    if (owner->next)
        owner->next->link = &owner->next;
    *owners = owner;
}

static void unlink_owner(struct async_owner *owner)
{
    *owner->link = owner->next;
    if (owner->next)
        owner->next->link = owner->link;
}

void owner_remove(struct async_future *task)
{
    struct async_future *older = task->older, **link = task->link;
    if (!((uintptr_t)older & 1)) {
        older->link = link;
        *link = older;
        return;
    }
    struct async_owner *owner = owner_of_mark(older);
    if (link != &owner->async_tasks) {
        *link = older;
        return;
    }
    owner->async_tasks = NULL;
    unlink_owner(owner);
}

void owner_move(struct async_owner *owner, struct async_owner **owners)
{
    unlink_owner(owner);
    owner_link(owner, owners);
}

/* ---- links ---- */

void link_add(struct async_link *link, struct async_future *task,
              void (*drop)(struct async_loop *loop, struct async_link *link))
{
    link->owner.async_tasks = (struct async_future *)(uintptr_t)1;
    link->drop = drop;
    owner_link(&link->owner, &task->owners);
}

void link_remove(struct async_link *link)
{
    unlink_owner(&link->owner);
}

void link_drop(struct async_loop *loop, struct async_owner *owner)
{
    struct async_link *link = (struct async_link *)owner;
    unlink_owner(owner);
    link->drop(loop, link);
}

/* ---- joining ---- */

void owner_free(struct async_loop *loop, struct async_owner *owner)
{
    struct async_future *task = owner->async_tasks;
    if (!task)
        return;
    unlink_owner(owner);
    owner->async_tasks = NULL;
    for (struct async_future *next; task; task = next) {
        next = owner_next(task);
        task_release(loop, task);
    }
}

void owner_ask_one(struct async_loop *loop, struct async_future *task)
{
    if (task->node.flags & NODE_CANCELLING)
        task->node.flags |= NODE_OWED;
    else
        future_ask(loop, task);
}

bool owner_ask(struct async_loop *loop, struct async_owner *owner)
{
    bool is_any = false;
    for (struct async_future *task = owner->async_tasks; task; task = owner_next(task)) {
        if (future_is_done(task))
            continue;
        is_any = true;
        owner_ask_one(loop, task);
    }
    return is_any;
}

/* The newest one that is not done. */
static struct async_future *find_running(const struct async_owner *owner)
{
    struct async_future *task = owner->async_tasks;
    while (task && future_is_done(task))
        task = owner_next(task);
    return task;
}

static async_status join_resume(struct async_frame *frame, struct async_task *task);

static async_status end_join(struct async_join *join, struct async_task *task)
{
    owner_free(loop_here, join->owner);
    async_unhold(task, join->held);
    if (!join->more)
        async_cleanups_done(task);
    return ASYNC_DONE;
}

/* Waits for the next one that still runs; the state of the task says that this is a join. */
static async_status join_next(struct async_join *join, struct async_task *task)
{
    struct async_loop *loop = loop_here;
    struct async_future *running = find_running(join->owner);
    if (!running)
        return end_join(join, task);
    join->head.resume = join_resume;
    task->innermost = &join->head;
    join->watch = debug_join_begin(loop, node_at(task), running);
    future_add_waiter(running, node_at(task), TASK_JOINING);
    return &join->head.parent;
}

static async_status join_resume(struct async_frame *frame, struct async_task *task)
{
    struct async_node *node = node_at(task);
    debug_join_end(loop_here, ((struct async_join *)frame)->watch);
    if (task->thrown) {
        error_free(async_hold(task));
        node->flags |= NODE_PUT_OFF;
    }
    return join_next((struct async_join *)frame, task);
}

async_status async_owner_join__start(struct async_join *frame, struct async_task *task,
                                     struct async_owner *owner, int more)
{
    frame->owner = owner;
    frame->more = more;
    frame->held = async_hold(task);
    return owner_ask(loop_here, owner) ? join_next(frame, task) : end_join(frame, task);
}

void async_cleanups_done(struct async_task *task)
{
    struct async_node *node = node_at(task);
    if (node->flags & NODE_PUT_OFF)
        node->flags = (unsigned short)((node->flags & ~NODE_PUT_OFF) | NODE_MUST_CANCEL);
}

/* ---- defers behind a join ---- */

#define PUT_OFF_TAG 2 /* on the pointer to a record that is held: a request was put off, too */

struct async_error *async_way_hold(struct async_task *task)
{
    struct async_node *node = node_at(task);
    uintptr_t error = (uintptr_t)async_hold(task);
    if (!(node->flags & NODE_PUT_OFF) || error & 1) /* a bare code has no room for it */
        return (struct async_error *)error;
    node->flags &= (unsigned short)~NODE_PUT_OFF;
    return (struct async_error *)(error | PUT_OFF_TAG);
}

struct async_error *async_way_held(struct async_task *task, struct async_error *held)
{
    uintptr_t error = (uintptr_t)held;
    if (error & 1 || !(error & PUT_OFF_TAG))
        return held;
    node_at(task)->flags |= NODE_PUT_OFF;
    return (struct async_error *)(error & ~(uintptr_t)PUT_OFF_TAG);
}
