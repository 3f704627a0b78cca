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
 *     spawn(f(a))      ->  f__spawn(owner, how, site, a):  async_task_new, store a,
 * async_task_begin await x          ->  async_future_wait(x, task) async_run(f(a))  ->
 * async_run_open(); handle = f__spawn(ASYNC_NO_OWNER, ASYNC_KEPT, site, a);
 *                          async_run_until(handle); read *handle; async_task_free(handle)
 *
 * A task belongs to the block that declares its handle, or to the call of the async function that
 * spawned it, or to the loop. Who leaves the block or the call joins its tasks: they are asked to
 * end, awaited and freed (async_owner_join__start). A task of which nobody holds a handle is freed
 * as soon as it is done.
 */
#ifndef ASYNC_TASK_H
#define ASYNC_TASK_H

#include <async/frame.h>

/* The tasks that one block, or one call of an async function, owns. Only `tasks` has to be set, to
 * NULL, before the first spawn; it is NULL again whenever there are none. The rest links the owner
 * to its own task, so that ending a task finds all that it owns, and is valid only while tasks is
 * not NULL. */
struct async_owner {
    struct async_future *async_tasks; /* the newest first */
    struct async_owner *next;         /* among the owners of the same task */
    struct async_owner **link;        /* what points at this one */
};

struct async_loop;

#define ASYNC_NO_OWNER ((struct async_owner *)0) /* the running loop owns the task */

/* Stands among the owners of a task what has to go with it if it is ended where it stands: of a
 * timeout, say. For the runtime's eyes only. */
struct async_link {
    struct async_owner owner;                                       /* tasks: a mark */
    void (*drop)(struct async_loop *loop, struct async_link *link); /* takes it away */
};

/* What can be ready, sleep, watch a descriptor or wait for a future: a task, or something of the
 * runtime's own that reacts to a future or to time. For the runtime's eyes only. */
struct async_node {
    struct async_task task;
    union { /* where it stands, by state: */
        struct {
            struct async_node *next, **link;
        } list; /* ready: what follows, and what points at this one */
        struct {
            struct async_node *next;
            struct async_future *future;
        } wait; /* among the waiters of a future */
        struct {
            unsigned position, order;
        } timer; /* its place in the heap; among equal deadlines the lower order goes first */
        struct {
            int fd, direction;
        } watch;
        struct async_group *group; /* waits for several futures */
    } at;
    unsigned char state;
    unsigned char size_class; /* of its memory; see memory.h */
    unsigned short flags;
    unsigned serial; /* tells it from a former task at the same address; the lowest byte counts how
                        often it was asked to end (255: more often) */
};

/* Waits, sleeps and is ready as a task does; when its turn comes run() is called, which may free
 * it.
 */
struct async_reaction {
    struct async_node node;
    void (*run)(struct async_loop *loop, struct async_reaction *reaction);
};

/* The common core of futures and tasks; sizeof is a multiple of ASYNC_ALIGN, and the value follows.
 * For the runtime's eyes only, but for its size and that it begins with a struct async_task. */
struct async_future {
    struct async_node node;
    struct async_node *waiters; /* those who wait for this one, the newest first */
    struct async_future *older; /* in the list of its owner; see owner.c */
    struct async_future **link; /* what points at it there; NULL: in no list */
    struct async_owner *owners; /* of the tasks that it has spawned itself */
};

/* The start of what f__spawn allocates: TYPE is struct { struct async_future future; T value; ...
 * }. Room for one task of size bytes, or NULL and errno: ENOMEM, ENOTCONN without a loop. */
extern void *async_task_new(async_size size);

/* There was no memory for a task: throws what errno says. */
extern async_status async_not_spawned(struct async_task *task, const struct async_site *site);

/* How a task is held. */
enum async_how {
    ASYNC_DISCARDED, /* nobody has its handle: it is freed as soon as it is done */
    ASYNC_KEPT,      /* until its owner ends, or future_free */
    ASYNC_OWNED      /* by a block: until that is left */
};

/* Makes the task ready; its first step resumes root, whose resume the caller has set. site names
 * the function and the place of the spawn, for debug mode; it may be NULL. */
extern void async_task_begin(struct async_future *task, struct async_frame *root,
                             struct async_owner *owner, enum async_how how,
                             const struct async_site *site);

/* The leaf behind `await handle`: throws the error of one that failed, ECANCELED for one that was
 * cancelled, EDEADLK for the task itself, EINVAL for NULL. */
extern async_status async_future_wait(const volatile void *handle, struct async_task *task);

/* The beginning of async_run(): opens a loop unless there is one, which goes with the
 * async_task_free() of what was run, or when that could not be spawned. 1, or 0 and errno. The
 * arguments are ASYNC_ALL_PLACES, of the caller's program or library: debug mode knows their lines.
 */
extern int async_run_open(const struct async_places *first, const struct async_places *end);

/* A handle whose value is read, in code that was made with awaitc --checked: ends the program if
 * the value is not there. */
#define ASYNC_VALUE(f) ((__typeof__(f))async_value_at((f), __FILE__, __LINE__))
extern void *async_value_at(const volatile void *handle, const char *file, unsigned line);

/* Runs the loop until the task behind handle is done. 0, or -1 and errno: the code of the error
 * that it ended with; EDEADLK when the loop runs already, or when nothing can ever wake the task;
 * NULL: -1 and errno as async_run_open or async_task_new left it. */
extern int async_run_until(const volatile void *handle);

/* The same for async main, which SIGINT cancels meanwhile, as under asyncio.run: the first one, if
 * the program has left the signal its default action. */
extern int async_main_until(const volatile void *handle);

/* Behind the async_task_free() of async main: if an interrupt ended it, flushes stdio's streams and
 * raises SIGINT again. */
extern void async_main_over(void);

/* Reports why an async main gave no exit status; gives the one to use, 1. */
extern int async_main_failed(void);

/* Frees a task of which keep was set; one that still runs is ended where it stands. NULL is fine.
 */
extern void async_task_free(const volatile void *handle);

/* Ends every task of an owner where it stands, those that they own included, and frees them all. */
extern void async_owner_end(struct async_owner *owner);

/* ---- leaving a block that owns tasks ----
 *
 *     if (f->owner.async_tasks) {
 *         status = async_owner_join__start(&f->join, task, &f->owner, more);
 *         if (status) { ... suspend as for any leaf ... }
 *     }
 *
 * Asks those that still run to end, the newest first, waits for all, reports errors that nobody
 * collected, frees them. It never throws, and keeps an error in flight as it is. A request to
 * cancel this task that comes meanwhile is put off: to the first suspension after the join, or if
 * `more` says that defers of the same way out may still await, to the first after
 * async_cleanups_done(). */
struct async_join {
    struct async_frame head;
    struct async_owner *owner;
    struct async_error *held; /* the error in flight */
    void *watch;              /* of debug mode */
    int more;
};

extern async_status async_owner_join__start(struct async_join *, struct async_task *,
                                            struct async_owner *owner, int more);
extern void async_cleanups_done(struct async_task *task);

/* Around a defer that stands behind such a join: as async_hold, and a request that was put off is
 * out of the way as well, of the defer's own joins and timeouts. async_way_held puts it back, and
 * gives what was held, for async_unhold or async_defer_failed. */
extern struct async_error *async_way_hold(struct async_task *task);
extern struct async_error *async_way_held(struct async_task *task, struct async_error *held);

/* ---- async_timeout ----
 *
 * A member of the frame, from begin to end in the same task; they nest. begin throws ENOMEM; end is
 * called at every way out of the block and never suspends. If the time is up the task is asked to
 * end; if that very ECANCELED is in flight at the end, and nobody else has asked, it becomes
 * ETIMEDOUT. A request that was not delivered is taken back. asyncio.timeout.
 */
struct async_timeout {
    struct async_reaction timer;
    struct async_link link;
    struct async_future *task;
    unsigned char cancels;     /* of the task when the block was entered */
    unsigned char was_pending; /* a request to cancel it was on its way then */
    unsigned char fired;
};

extern async_status async_timeout_begin(struct async_timeout *timeout, struct async_task *task,
                                        double seconds);
extern void async_timeout_end(struct async_timeout *timeout, struct async_task *task,
                              const struct async_site *site);

#endif
