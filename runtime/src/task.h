/* SPDX-License-Identifier: MIT
 *
 * Tasks and futures from the inside.
 *
 *                 cancel.c: asking a task to end       wait.c: awaiting, and waking who awaits
 *                        \                             /
 *       owner.c: lists of tasks, joining      task.c: beginning, finishing, freeing
 */
#ifndef TASK_H
#define TASK_H

#include "debug.h"
#include "error.h"
#include "loop.h"

/* ---- task.c ---- */

/* What every task begins with, in memory whose size_class is set. */
extern void task_prepare(struct async_loop *loop, struct async_future *task);

/* A node is about to run that is special. false: it must not run, this was all. */
extern bool node_prepare(struct async_loop *loop, struct async_node *node);

/* The whole task is over: notes its outcome, wakes who awaits it, and frees it if nobody holds it.
 */
extern void task_finish(struct async_loop *loop, struct async_future *task);

/* Gives a bare future its outcome: an error (which it owns then), TASK_FINISHED or TASK_CANCELLED.
 */
extern void future_finish(struct async_loop *loop, struct async_future *future,
                          enum node_state state, struct async_error *error);

/* What task_release does for one that leaves more behind than its memory. */
extern void task_release_rest(struct async_loop *loop, struct async_future *task);

/* Frees the memory of a future that is in no list any more, with a report of its error if nobody
 * has collected it. While waiters that were woken may still look at it the memory stays: see
 * async_loop.dead. */
static inline void task_release(struct async_loop *loop, struct async_future *task)
{
    const struct async_task *left = &task->node.task;
    uintptr_t rest = (uintptr_t)left->stack | (uintptr_t)left->thrown | (uintptr_t)task->owners;
    rest |= (task->node.flags & NODE_AWAITED) | (task->node.size_class & SIZE_TAGGED);
    if (ASYNC_SELDOM(rest))
        task_release_rest(loop, task);
    else
        pool_give(&loop->pool, task, task->node.size_class);
}

/* The end of a turn (all: of the loop): frees what nobody can look at any more. */
extern void task_bury(struct async_loop *loop, bool all);

/* Takes a node out of whatever it waits for. */
extern void node_leave_wait(struct async_loop *loop, struct async_node *node);

/* Ends a task where it stands, with all that descends from it, and frees them. */
extern void task_end(struct async_loop *loop, struct async_future *task);

/* The future behind a handle that a user gave. */
static inline struct async_future *future_checked(const volatile void *handle)
{
    struct async_future *future = future_of(handle);
    if (ASYNC_SELDOM(future->node.state == TASK_FREED || debug_is_tagged(future)))
        debug_check(future);
    return future;
}

/* ---- wait.c ---- */

/* The node waits for the future, in that state (TASK_AWAITING, TASK_JOINING). */
extern void future_add_waiter(struct async_future *future, struct async_node *waiter,
                              enum node_state state);
extern void future_remove_waiter(struct async_node *waiter);

/* Makes all who wait for a future that is done ready, in the order in which they came. */
extern void future_wake_waiters(struct async_loop *loop, struct async_future *future);

/* Puts the error of a future that is done in flight in a task. false: it has none. */
extern bool future_throw_into(struct async_future *future, struct async_task *task);

/* ---- future.c ---- */

/* A bare future with room for a value of size bytes, in no list; NULL: no memory. */
extern struct async_future *future_alloc(struct async_loop *loop, size_t size);

/* ---- cancel.c ---- */

/* Asks a future to end; false if it is done. */
extern bool future_ask(struct async_loop *loop, struct async_future *future);

/* Nothing can wake a task: the one at the end of the chain of those that it waits for is resumed
 * with ASYNC_FINAL in flight. */
extern void task_force(struct async_loop *loop, struct async_future *task);

/* The task was suspended while a request to cancel it was on its way. */
extern void task_pass_request(struct async_loop *loop, struct async_node *node);

/* ECANCELED was thrown into a task where it must not be: it will be at the next suspension. */
extern void task_put_off_request(struct async_task *task);

/* ---- owner.c ---- */

/* Lists of tasks: the newest first; the oldest one's `older` is the owner, tagged. */
extern void owner_link(struct async_owner *owner, struct async_owner **owners);

static inline void owner_add(struct async_owner *owner, struct async_future *task,
                             struct async_owner **owners)
{
    struct async_future *older = owner->async_tasks;
    task->link = &owner->async_tasks;
    owner->async_tasks = task;
    if (older) {
        task->older = older;
        older->link = &task->older;
        return;
    }
    task->older = (struct async_future *)((uintptr_t)owner | 1);
    owner_link(owner, owners);
}

extern void owner_remove(struct async_future *task);

/* The next older one, or NULL. */
static inline struct async_future *owner_next(const struct async_future *task)
{
    return (uintptr_t)task->older & 1 ? NULL : task->older;
}

/* Links an owner that has tasks among other ones. */
extern void owner_move(struct async_owner *owner, struct async_owner **owners);

/* A link (see async/task.h) is among the owners of a task, but owns no tasks. */
static inline bool owner_is_link(const struct async_owner *owner)
{
    return (uintptr_t)owner->async_tasks & 1;
}

extern void link_add(struct async_link *link, struct async_future *task,
                     void (*drop)(struct async_loop *loop, struct async_link *link));
extern void link_remove(struct async_link *link);
extern void link_drop(struct async_loop *loop, struct async_owner *owner);

/* Frees the tasks of an owner, all of which are done. */
extern void owner_free(struct async_loop *loop, struct async_owner *owner);

/* An owner asks a task to end: now, or once more if it deals with a request. */
extern void owner_ask_one(struct async_loop *loop, struct async_future *task);

/* Asks all of an owner's tasks to end that were not asked yet, the newest first. Is there any that
 * is not done? */
extern bool owner_ask(struct async_loop *loop, struct async_owner *owner);

#endif
