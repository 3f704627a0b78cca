/* SPDX-License-Identifier: MIT
 *
 * Time as the loop counts it: nanoseconds of CLOCK_MONOTONIC in a uint64_t, good for 584 years.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <limits.h>
#include <stdint.h>
#include <time.h>

#define CLOCK_NEVER  UINT64_MAX
#define CLOCK_SECOND 1000000000u

static inline uint64_t clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * CLOCK_SECOND + (uint64_t)now.tv_nsec;
}

/* now + seconds, rounded up; CLOCK_NEVER for what lies beyond 100 years. seconds > 0. */
static inline uint64_t clock_after(uint64_t now, double seconds)
{
    if (seconds > 100.0 * 365 * 86400)
        return CLOCK_NEVER;
    double wanted = seconds * CLOCK_SECOND;
    uint64_t whole = (uint64_t)wanted;
    return now + whole + ((double)whole < wanted);
}

/* What pselect and ppoll take. */
static inline struct timespec clock_span(uint64_t nanoseconds)
{
    return (struct timespec){(time_t)(nanoseconds / CLOCK_SECOND),
                             (long)(nanoseconds % CLOCK_SECOND)};
}

/* What epoll_wait takes: rounded up, so that nobody wakes early; -1 for CLOCK_NEVER. */
static inline int clock_milliseconds(uint64_t nanoseconds)
{
    if (nanoseconds == CLOCK_NEVER)
        return -1;
    uint64_t whole = nanoseconds / 1000000 + (nanoseconds % 1000000 != 0);
    return whole < INT_MAX ? (int)whole : INT_MAX;
}

#endif
