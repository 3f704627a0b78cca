/* SPDX-License-Identifier: MIT
 *
 * Tasks: how they begin, are awaited, and end. Each is in the list of its owner: the call that
 * spawned it, or the loop. The owners of one task are linked in turn, so that all that descends
 * from a task can be reached from it.
 */
#include "loop.h"

#include <errno.h>

_Static_assert(sizeof(struct async_future) % ASYNC_ALIGN == 0, "the value follows, aligned");
_Static_assert(sizeof(struct async_future) <= 80, "idle tasks are to be small");

/* ---- owners ---- */

static void join_owner(struct async_future *task, struct async_owner *owner,
                       struct async_owner **owners)
{
    struct async_future *older = owner->tasks;
    task->owner = owner;
    task->older = older;
    task->newer = NULL;
    owner->tasks = task;
    if (older) {
        older->newer = task;
        return;
    }
    owner->next = *owners;
    owner->link = owners;
    if (owner->next)
        owner->next->link = &owner->next;
    *owners = owner;
}

static void leave_owner(struct async_future *task)
{
    struct async_owner *owner = task->owner;
    if (task->older)
        task->older->newer = task->newer;
    if (task->newer)
        task->newer->older = task->older;
    else
        owner->tasks = task->older;
    if (owner->tasks)
        return;
    *owner->link = owner->next;
    if (owner->next)
        owner->next->link = owner->link;
}

/* ---- beginning ---- */

void *async_task_new(size_t size)
{
    struct async_loop *loop = loop_here ? loop_here : loop_open_for_run();
    if (!loop)
        return NULL;
    unsigned size_class = pool_class(size);
    struct async_future *task = pool_take(&loop->pool, size, size_class);
    if (!task)
        return NULL;
    task->task.stack = NULL;
    task->waiters = NULL;
    task->owners = NULL;
    task->state = TASK_RUNNING;
    task->size_class = (unsigned char)size_class;
    task->serial = ++loop->serial;
    return task;
}

void async_task_start(struct async_future *task, struct async_frame *root,
                      struct async_owner *owner, int keep)
{
    struct async_loop *loop = loop_here;
    root->parent = NULL;
    task->task.innermost = root;
    task->keep = keep != 0;
    if (owner)
        join_owner(task, owner, &task_at(async_call.task)->owners);
    else
        join_owner(task, &loop->owner, &loop->owners);
    loop_make_ready(loop, task);
}

/* ---- awaiting ---- */

async_status async_future_wait(const volatile void *handle, struct async_task *task)
{
    struct async_future *future = task_of(handle), *waiter = task_at(task);
    if (future->state == TASK_DONE)
        return ASYNC_DONE;
    waiter->state = TASK_AWAITING;
    list_push(&future->waiters, waiter);
    return &task->innermost;
}

bool future_done(async_future_handle future)
{
    return task_of(future)->state == TASK_DONE;
}

/* Makes those who await the task ready, in the order in which they came: the list has the last one
 * first. */
static void wake_waiters(struct async_loop *loop, struct async_future *task)
{
    struct async_future *first = NULL, *waiter;
    while ((waiter = task->waiters)) {
        task->waiters = waiter->at.list.next;
        waiter->at.list.next = first;
        first = waiter;
    }
    while ((waiter = first)) {
        first = waiter->at.list.next;
        loop_make_ready(loop, waiter);
    }
}

/* ---- ending ---- */

static void release(struct async_loop *loop, struct async_future *task)
{
    if (task->task.stack)
        async_drop_chunks(&task->task);
    pool_give(&loop->pool, task, task->size_class);
}

void task_finish(struct async_loop *loop, struct async_future *task)
{
    task->state = TASK_DONE;
    if (task->waiters)
        wake_waiters(loop, task);
    if (task->keep) {
        if (task->task.stack)
            async_drop_chunks(&task->task);
        return;
    }
    leave_owner(task);
    release(loop, task);
}

/* Takes a task out of whatever it waits for. */
static void leave_wait(struct async_loop *loop, struct async_future *task)
{
    switch ((enum task_state)task->state) {
    case TASK_READY:
        queue_remove(&loop->ready, task);
        break;
    case TASK_SLEEPING:
        heap_remove(&loop->timers, task);
        break;
    case TASK_WATCHING:
        watch_cancel(loop, task);
        break;
    case TASK_AWAITING:
        list_remove(task);
        break;
    case TASK_RUNNING:
    case TASK_STUCK:
    case TASK_DONE:
        break;
    }
}

/* Cuts all ties of a task but those to its own tasks. */
static void cut_loose(struct async_loop *loop, struct async_future *task)
{
    leave_wait(loop, task);
    leave_owner(task);
    for (struct async_future *waiter; (waiter = task->waiters);) {
        list_remove(waiter);
        waiter->state = TASK_STUCK;
    }
}

/* Ends a task where it stands, with all that descends from it: a list (linked by older) that grows
 * at its end by the tasks of the one that is freed at its beginning. */
static void end(struct async_loop *loop, struct async_future *task)
{
    cut_loose(loop, task);
    task->older = NULL;
    for (struct async_future *last = task, *next; task; task = next) {
        while (task->owners) {
            struct async_future *child = task->owners->tasks;
            cut_loose(loop, child);
            child->older = NULL;
            last = last->older = child;
        }
        next = task->older;
        release(loop, task);
    }
}

void async_owner_end(struct async_owner *owner)
{
    struct async_loop *loop = loop_here;
    for (struct async_future *task; (task = owner->tasks);) {
        if (task->state != TASK_DONE) {
            end(loop, task);
            continue;
        }
        leave_owner(task); /* the usual case: nothing else is left of it */
        release(loop, task);
    }
}

void async_task_free(const volatile void *handle)
{
    struct async_loop *loop = loop_here;
    if (!handle)
        return;
    struct async_future *task = task_of(handle);
    end(loop, task);
    if (task == loop->main_task && !loop->running)
        loop_end_run(loop);
}
