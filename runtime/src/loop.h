/* SPDX-License-Identifier: MIT
 *
 * The loop from the inside: what the modules of the runtime share.
 */
#ifndef LOOP_H
#define LOOP_H

#include "abi.h"

#include "clock.h"
#include "heap.h"
#include "list.h"
#include "memory.h"
#include "watch.h"

#include <stdbool.h>

#define BUDGET 128 /* calls that one step of a task may make without waiting */

/* async_future.state. Where it says so, the member of `at` with that name is valid. */
enum task_state {
    TASK_RUNNING,  /* or not started yet */
    TASK_READY,    /* at.list: in the ready queue */
    TASK_SLEEPING, /* at.timer */
    TASK_WATCHING, /* at.watch: for a descriptor */
    TASK_AWAITING, /* at.list: among the waiters of a future */
    TASK_STUCK,    /* nothing will ever wake it */
    TASK_DONE
};

struct async_loop {
    struct queue ready;
    struct async_future *batch; /* of this turn: what is still to be run of it */
    unsigned budget;            /* of the task that runs */
    bool running;
    bool automatic;  /* opened by async_run(): it goes when main_task is freed */
    bool forced;     /* to stay with its poller */
    unsigned serial; /* of the newest task */
    uint64_t now;    /* as of this turn; 0: the clock has not been read yet */
    struct heap timers;
    struct watches watches;
    const struct poller *poller;
    void *poller_state;
    struct pool pool;
    struct async_owner owner;       /* of the tasks that have no other */
    struct async_owner *owners;     /* that one, while it has any */
    struct async_future *main_task; /* what async_run() runs */
};

/* This thread's loop, or NULL. */
#ifdef ASYNC_NO_THREADS
extern struct async_loop *loop_here;
#else
extern _Thread_local struct async_loop *loop_here __attribute__((tls_model("initial-exec")));
#endif

/* Opens a loop for one async_run(); NULL and errno. */
extern struct async_loop *loop_open_for_run(void);

/* What async_run() ran has been freed, or never began: closes the loop if it was opened for this.
 */
extern void loop_end_run(struct async_loop *loop);

/* The clock is read once a turn, when somebody asks for it. */
static inline uint64_t loop_now(struct async_loop *loop)
{
    if (!loop->now)
        loop->now = clock_now();
    return loop->now;
}

static inline void loop_make_ready(struct async_loop *loop, struct async_future *task)
{
    task->state = TASK_READY;
    queue_append(&loop->ready, task);
}

/* The task that generated code sees as its first member. */
static inline struct async_future *task_at(struct async_task *task)
{
    return (struct async_future *)task;
}

/* The core in front of the value that a handle points at. */
static inline struct async_future *task_of(const volatile void *handle)
{
    return (struct async_future *)handle - 1;
}

/* The whole task is done: wakes who awaits it, and frees it if nobody holds it. */
extern void task_finish(struct async_loop *loop, struct async_future *task);

#endif
