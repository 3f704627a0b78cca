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

#include <signal.h>
#include <stdbool.h>

#define BUDGET 128 /* calls that one step of a task may make without waiting */

/* async_node.state. Where it says so, the member of `at` with that name is valid. */
enum node_state {
    TASK_NEW,       /* at.list: in the ready queue, and never ran */
    TASK_RUNNING,   /* or not started yet */
    TASK_READY,     /* at.list: in the ready queue */
    TASK_SLEEPING,  /* at.timer */
    TASK_WATCHING,  /* at.watch: for a descriptor */
    TASK_AWAITING,  /* at.wait: among the waiters of a future */
    TASK_JOINING,   /* the same, at the end of a block: cancelling is put off */
    TASK_GATHERING, /* at.group: for several futures */
    TASK_STUCK,     /* nothing will ever wake it, but to cancel it */
    TASK_PENDING,   /* a bare future */
    TASK_FINISHED,  /* with a value, or with an error: task.thrown */
    TASK_CANCELLED,
    TASK_FREED /* debug mode: the memory is kept for a while */
};

/* async_node.flags */
enum node_flag {
    NODE_KEPT = 1 << 0,        /* somebody has the handle */
    NODE_OWNED = 1 << 1,       /* by a block */
    NODE_MUST_CANCEL = 1 << 2, /* ECANCELED is to be thrown at its next suspension */
    NODE_PUT_OFF = 1 << 3,     /* the same, but not before the cleanups are done */
    NODE_CANCELLING = 1 << 4,  /* a request to cancel, of no timeout of its own, is on its way, or
                                  being  handled */
    NODE_COLLECTED = 1 << 5,   /* somebody was told of its error */
    NODE_AWAITED = 1 << 6,     /* waiters were woken: they still may look at it */
    NODE_REACTION = 1 << 7,    /* a struct async_reaction, no task */
    NODE_BARE = 1 << 8,        /* a future without a task */
    NODE_PASSED = 1 << 9,      /* the request was passed on to what it awaits */
    NODE_OWED = 1 << 10, /* its owner did not ask, because of that request: it is asked once more
                            if the request comes to nothing */
    NODE_LOOP_ASKED = 1 << 11, /* by the end of the loop */
    NODE_COLLECTS = 1 << 12,   /* a reaction that takes the error of what it waits for */
    NODE_SPECIAL = NODE_MUST_CANCEL | NODE_REACTION
};

struct debug_step;

struct async_loop {
    struct queue ready;
    struct async_node *batch; /* of this turn: what is still to be run of it */
    unsigned budget;          /* of the task that runs */
    bool running;
    bool automatic;  /* opened by async_run(): it goes when main_task is freed */
    bool forced;     /* to stay with its poller */
    unsigned serial; /* of the newest task, in steps of CANCELS_MAX + 1 */
    uint64_t now;    /* as of this turn; 0: the clock has not been read yet */
    bool is_debug;
    bool hears_interrupts;                /* it runs async main, and SIGINT has not come */
    volatile sig_atomic_t is_interrupted; /* SIGINT came, and it has not heard of it yet */
    bool is_virtual;                      /* its clock; see async/testing.h */
    uint64_t virtual_now;
    uint64_t seed; /* of the order of ready tasks; 0: as they come */
    struct heap timers;
    struct watches watches;
    const struct poller *poller;
    void *poller_state;
    struct pool pool;
    struct async_owner owner;                          /* of the tasks that have no other */
    struct async_owner futures;                        /* of the bare futures */
    struct async_owner *owners;                        /* those two, while they have any */
    struct async_future *main_task;                    /* what async_run() runs */
    bool is_deadlocked;                                /* main_task was told so */
    struct async_future *quarantine, **quarantine_end; /* debug mode: what was freed last */
    unsigned quarantined;
    struct debug_step *step; /* debug mode: what runs now; NULL: nothing does */
    struct mailbox *mailbox; /* what other threads want called; NULL: they cannot */
    /* Freed while waiters may still look at it. It stays for three turns: this one; that of a
     * reaction to it, of several that are waited for; that of the task that waits for them. */
    struct async_future *dead[3];
};

#define CANCELS_MAX 255

/* How often it was asked to end. */
static inline unsigned node_cancels(const struct async_node *node)
{
    return node->serial & CANCELS_MAX;
}

static inline void node_note_request(struct async_node *node)
{
    if (node_cancels(node) < CANCELS_MAX)
        node->serial++;
    node->flags |= NODE_CANCELLING;
}

/* What was asked has been done, or been ignored. */
static inline void node_request_over(struct async_node *node)
{
    bool is_owed = node->flags & NODE_OWED;
    node->flags &= (unsigned short)~(NODE_CANCELLING | NODE_OWED);
    if (!is_owed)
        return;
    node_note_request(node);
    node->flags |= NODE_MUST_CANCEL;
}

/* This thread's loop, or NULL. */
#ifdef ASYNC_NO_THREADS
extern struct async_loop *loop_here;
#else
extern _Thread_local struct async_loop *loop_here __attribute__((tls_model("initial-exec")));
#endif

/* What async_run() ran has been freed, or never began: closes the loop if it was opened for this.
 */
extern void loop_end_run(struct async_loop *loop);

/* The clock is read once a turn, when somebody asks for it. */
static inline uint64_t loop_now(struct async_loop *loop)
{
    if (!loop->now)
        loop->now = loop->is_virtual ? loop->virtual_now : clock_now();
    return loop->now;
}

static inline void loop_make_ready(struct async_loop *loop, struct async_node *node)
{
    node->state = TASK_READY;
    queue_append(&loop->ready, node);
}

/* The node, and the whole of the task, that generated code sees as its first member. */
static inline struct async_node *node_at(struct async_task *task)
{
    return (struct async_node *)task;
}

static inline struct async_future *task_at(struct async_task *task)
{
    return (struct async_future *)task;
}

/* The core in front of the value that a handle points at. */
static inline struct async_future *future_of(const volatile void *handle)
{
    return (struct async_future *)handle - 1;
}

static inline bool future_is_done(const struct async_future *future)
{
    return future->node.state >= TASK_FINISHED;
}

#endif
