/* SPDX-License-Identifier: MIT
 *
 * State machines in C by hand over a ready queue, one malloc a task: no more than the cases need.
 */
#include "bench.h"
#include "timers.h"
#include <stdbool.h>
#include <stdlib.h>

struct task {
    struct task *next; /* in the ready queue, or at the gate */
    void (*step)(struct task *);
    struct task *joiner; /* to be made ready when this one is done */
    int state;           /* 0: not begun, DONE: done; else its own business */
};

enum { DONE = -1 };

static struct task *ready_first, **ready_last = &ready_first;

static void make_ready(struct task *task)
{
    task->next = NULL;
    *ready_last = task;
    ready_last = &task->next;
}

static void *task_new(size_t size, void (*step)(struct task *))
{
    struct task *task = malloc(size);
    if (!task)
        abort();
    task->step = step;
    task->joiner = NULL;
    task->state = 0;
    make_ready(task);
    return task;
}

static void task_done(struct task *task)
{
    task->state = DONE;
    if (task->joiner)
        make_ready(task->joiner);
}

static void run_ready(void)
{
    while (ready_first) {
        struct task *task = ready_first;
        ready_first = task->next;
        if (!ready_first)
            ready_last = &ready_first;
        task->step(task);
    }
}

static void run(void)
{
    do {
        timer_wait();
        for (struct task *task; (task = timer_due());)
            make_ready(task);
        run_ready();
    } while (timer_count);
}

/* ---- the children: one that yields, one that sleeps */

struct child {
    struct task task;
    long value;
    double time;
};

static void child_step(struct task *task)
{
    if (task->state == 0) {
        task->state = 1;
        make_ready(task);
        return;
    }
    task_done(task);
}

static void sleeper_step(struct task *task)
{
    struct child *me = (struct child *)task;
    if (task->state == 0) {
        task->state = 1;
        timer_start(me->time, task);
        return;
    }
    task_done(task);
}

/* ---- the parent: spawns a batch, joins it, and so on */

struct parent {
    struct task task;
    long first, count, batch, joined, sum;
    bool sleepers;
    struct child **children;
};

static void parent_spawn(struct parent *me)
{
    for (long i = 0; i < me->batch; i++) {
        me->children[i] = task_new(sizeof(struct child), me->sleepers ? sleeper_step : child_step);
        me->children[i]->value = me->first + i;
        if (me->sleepers)
            me->children[i]->time = bench_random();
    }
    me->joined = 0;
}

/* False: has to wait for a child. */
static bool parent_join(struct parent *me)
{
    for (; me->joined < me->batch; me->joined++) {
        struct child *child = me->children[me->joined];
        if (child->task.state != DONE) {
            child->task.joiner = &me->task;
            return false;
        }
        me->sum += child->value;
        free(child);
    }
    return true;
}

static void parent_step(struct task *task)
{
    struct parent *me = (struct parent *)task;
    switch (task->state) {
    case 0:
        for (; me->first < me->count; me->first += me->batch) {
            parent_spawn(me);
            task->state = 1;
            __attribute__((fallthrough));
        case 1:
            if (!parent_join(me))
                return;
        }
    }
}

static long run_parent(long count, long batch, bool sleepers)
{
    struct parent *parent = task_new(sizeof *parent, parent_step);
    parent->first = parent->sum = 0;
    parent->count = count;
    parent->batch = batch;
    parent->sleepers = sleepers;
    parent->children = malloc(batch * sizeof *parent->children);
    run();
    long sum = parent->sum;
    free(parent->children);
    free(parent);
    return sum;
}

long spawn_batches(long count)
{
    return run_parent(count, BENCH_BATCH, false);
}

long spawn_all(long count)
{
    return run_parent(count, count, false);
}

long timers(long count)
{
    return run_parent(count, count, true);
}

/* ---- tasks that wait at a gate */

static struct task *at_gate;
static long total;

struct idler {
    struct task task;
    long i;
    char locals[BENCH_LOCALS];
};

static void idler_step(struct task *task)
{
    struct idler *me = (struct idler *)task;
    if (task->state == 0) {
        bench_fill(me->locals, me->i);
        task->state = 1;
        task->next = at_gate;
        at_gate = task;
        return;
    }
    total += bench_check(me->locals);
    free(me);
}

long idle(long count)
{
    for (long i = 0; i < count; i++) {
        struct idler *idler = task_new(sizeof *idler, idler_step);
        idler->i = i;
    }
    run();
    while (at_gate) {
        struct task *task = at_gate;
        at_gate = task->next;
        make_ready(task);
    }
    run();
    return total;
}
