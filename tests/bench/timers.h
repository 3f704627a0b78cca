/* SPDX-License-Identifier: MIT
 *
 * A binary heap of what to wake when, for the executors written by hand in C and C++.
 */
#ifndef BENCH_TIMERS_H
#define BENCH_TIMERS_H

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

struct timer {
    double when;
    void *task;
};

static struct timer *timer_heap; /* heap[1] is the next */
static size_t timer_count, timer_room;
static double timer_time; /* of this turn */

static inline void timer_read_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    timer_time = (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline void timer_start(double delay, void *task)
{
    double when = timer_time + delay;
    if (timer_count + 1 >= timer_room) {
        timer_room = timer_room ? 2 * timer_room : 64;
        timer_heap = (struct timer *)realloc(timer_heap, timer_room * sizeof *timer_heap);
    }
    size_t at = ++timer_count;
    for (; at > 1 && when < timer_heap[at / 2].when; at /= 2)
        timer_heap[at] = timer_heap[at / 2];
    timer_heap[at].when = when;
    timer_heap[at].task = task;
}

static inline void *timer_pop(void)
{
    void *task = timer_heap[1].task;
    struct timer last = timer_heap[timer_count--];
    size_t at = 1;
    for (size_t child; (child = 2 * at) <= timer_count; at = child) {
        if (child < timer_count && timer_heap[child + 1].when < timer_heap[child].when)
            child++;
        if (last.when <= timer_heap[child].when)
            break;
        timer_heap[at] = timer_heap[child];
    }
    timer_heap[at] = last;
    return task;
}

/* A task whose time has come, its timer removed; NULL: none, for now. */
static inline void *timer_due(void)
{
    return timer_count && timer_heap[1].when <= timer_time ? timer_pop() : NULL;
}

/* Begins a turn: sleeps until the first timer is due, if there is one. */
static inline void timer_wait(void)
{
    timer_read_clock();
    double left = timer_count ? timer_heap[1].when - timer_time : 0;
    if (left <= 0)
        return;
    struct timespec pause = {(time_t)left, (long)((left - (double)(time_t)left) * 1e9)};
    nanosleep(&pause, NULL);
    timer_read_clock();
}

#endif
