/* SPDX-License-Identifier: MIT
 *
 * <async/task.h>: tasks and futures as generated code makes them. A future is the value-to-be of
 * type T behind a small core; its handle, `future(T)` in the dialect, points at the value:
 *
 *     struct async_future core | T value            a task:  core | T value | frame
 *                                ^ handle
 *
 * A task is a future with a frame: one allocation. What the user's keywords become:
 *
 *     spawn(f(a))      ->  f__spawn(owner, keep, a):  async_task_new, store a, async_task_start
 *     await x          ->  async_future_wait(x, task)
 *     async_run(f(a))  ->  handle = f__spawn(ASYNC_NO_OWNER, 1, a); async_run_until(handle);
 *                          read *handle; async_task_free(handle)
 *
 * A task belongs to the call of the async function that spawned it: when that call returns, those
 * of its tasks that still run are ended where they stand and all are freed (async_owner_end). A
 * task that nobody holds a handle of (keep == 0) is freed as soon as it is done.
 */
#ifndef ASYNC_TASK_H
#define ASYNC_TASK_H

#include <async/frame.h>

/* The tasks that one call of an async function owns. Only `tasks` has to be set, to NULL, before
 * the first spawn; it is NULL again whenever there are none. The rest links the owner to its own
 * task, so that ending a task finds all that it owns, and is valid only while tasks is not NULL. */
struct async_owner {
    struct async_future *tasks; /* the newest first */
    struct async_owner *next;   /* among the owners of the same task */
    struct async_owner **link;  /* what points at this one */
};

#define ASYNC_NO_OWNER ((struct async_owner *)0) /* the running loop owns the task */

/* The common core of futures and tasks; sizeof is a multiple of ASYNC_ALIGN, and the value follows.
 * For the runtime's eyes only, but for its size and that it begins with a struct async_task. */
struct async_future {
    struct async_task task;
    union { /* where it stands, by state: */
        struct {
            struct async_future *next, **link;
        } list; /* ready, or among the waiters of a future: what follows, and what points at this */
        struct {
            unsigned position, order;
        } timer; /* its place in the heap; among equal deadlines the lower order goes first */
        struct {
            int fd, direction;
        } watch;
    } at;
    struct async_future *waiters;       /* the tasks that await this one, the newest first */
    struct async_owner *owner;          /* whose list of tasks it is in; NULL: in none */
    struct async_future *older, *newer; /* its neighbours in that list */
    struct async_owner *owners;         /* of the tasks that it has spawned itself */
    unsigned char state, keep;
    unsigned char size_class; /* of its memory; see memory.h */
    unsigned char spare;
    unsigned serial; /* tells it from a former task at the same address */
};

/* The start of what f__spawn allocates: TYPE is struct { struct async_future future; T value; ...
 * }. Room for one task of size bytes, or NULL and errno (ENOMEM). Without a loop one is opened, for
 * the async_run() that this is the beginning of; it goes with the async_task_free() of what was
 * run. */
extern void *async_task_new(size_t size);

/* Makes the task ready; its first step resumes root, whose resume the caller has set. */
extern void async_task_start(struct async_future *task, struct async_frame *root,
                             struct async_owner *owner, int keep);

/* The leaf behind `await handle`. */
extern async_status async_future_wait(const volatile void *handle, struct async_task *task);

/* Runs the loop until the task behind handle is done. 0, or -1 and errno: EDEADLK when the loop
 * runs already, or when nothing can ever wake the task; NULL: -1 and errno as async_task_new left
 * it. */
extern int async_run_until(const volatile void *handle);

/* Says on standard error why an async main could not be run; its exit status, 1. */
extern int async_main_failed(void);

/* Frees a task of which keep was set; one that still runs is ended where it stands. NULL is fine.
 */
extern void async_task_free(const volatile void *handle);

/* Ends every task of an owner where it stands, those that they own included, and frees them all.
 * What awaits one of them from elsewhere is never woken. */
extern void async_owner_end(struct async_owner *owner);

#endif
