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

/* ---- two tasks that send each other numbers: a slot and its reader for each way */

struct slot {
    struct task *reader;
    long value;
    bool is_full;
};

struct player {
    struct task task;
    struct slot *in, *out;
    long i, count, sum;
    bool begins;
};

static void slot_put(struct slot *slot, long value)
{
    slot->value = value;
    slot->is_full = true;
    if (slot->reader)
        make_ready(slot->reader);
    slot->reader = NULL;
}

static void player_step(struct task *task)
{
    struct player *me = (struct player *)task;
    for (; me->i < me->count; me->i++) {
        if (me->begins && task->state == 0)
            slot_put(me->out, me->i);
        task->state = 1;
        if (!me->in->is_full) {
            me->in->reader = task;
            return;
        }
        me->in->is_full = false;
        task->state = 0;
        me->sum += me->in->value;
        if (!me->begins)
            slot_put(me->out, me->in->value);
    }
}

long ping_pong(long count)
{
    struct slot slots[2] = {{0}};
    struct player *players[2];
    for (int k = 0; k < 2; k++) {
        players[k] = task_new(sizeof *players[k], player_step);
        players[k]->in = &slots[k];
        players[k]->out = &slots[1 - k];
        players[k]->i = players[k]->sum = 0;
        players[k]->count = count;
        players[k]->begins = k == 0;
    }
    run();
    long sum = players[0]->sum;
    free(players[0]);
    free(players[1]);
    return sum;
}

/* ---- tasks that sleep and are cancelled; their timers are dropped at the end, all at once */

static void long_sleeper_step(struct task *task)
{
    struct child *me = (struct child *)task;
    if (task->state == 0) {
        task->state = 1;
        timer_start(me->time, task);
        return;
    }
    total += me->value;
    free(me);
}

long cancel(long count)
{
    struct child **all = malloc(count * sizeof *all);
    total = 0;
    timer_read_clock();
    for (long i = 0; i < count; i++) {
        all[i] = task_new(sizeof **all, long_sleeper_step);
        all[i]->value = i;
        all[i]->time = 1000 + (double)(i % 7);
    }
    run_ready();
    for (long i = 0; i < count; i++)
        make_ready(&all[i]->task);
    run_ready();
    timer_count = 0;
    free(all);
    return total;
}
