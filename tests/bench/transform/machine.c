/* SPDX-License-Identifier: MIT
 *
 * State machines in C by hand, polled from the root: each holds its callee's and polls it until
 * that is ready. With FAR none is inlined.
 */
#include "bench.h"
#include <stdbool.h>

#if !defined FAR
#define POLL static inline
#elif defined __clang__
#define POLL static __attribute__((noinline))
#else
#define POLL static __attribute__((noipa))
#endif

enum { START, WAITING, DONE };

struct ready_1 {
    int state;
    long x;
};

POLL bool ready_1(struct ready_1 *m, long *ret)
{
    *ret = bench_opaque(m->x);
    m->state = DONE;
    return true;
}

/* The innermost loop: suspends once a round. */
struct susp_1 {
    int state;
    long x, i, sum;
};

POLL bool susp_1(struct susp_1 *m, long *ret)
{
    switch (m->state) {
    case START:
        m->sum = 0;
        for (m->i = 0; m->i < m->x; m->i++) {
            m->state = WAITING;
            return false;
        case WAITING:
            m->sum += m->i;
        }
    }
    *ret = m->sum;
    m->state = DONE;
    return true;
}

/* NAME_K: awaits NAME_BELOW, gives its value + ADD. */
#define LEVEL(NAME, K, BELOW, ADD)                                                                 \
    struct NAME##_##K {                                                                            \
        int state;                                                                                 \
        long x;                                                                                    \
        struct NAME##_##BELOW below;                                                               \
    };                                                                                             \
    POLL bool NAME##_##K(struct NAME##_##K *m, long *ret)                                          \
    {                                                                                              \
        long value;                                                                                \
        switch (m->state) {                                                                        \
        case START:                                                                                \
            m->below.state = START;                                                                \
            m->below.x = m->x;                                                                     \
            m->state = WAITING;                                                                    \
            __attribute__((fallthrough));                                                          \
        case WAITING:                                                                              \
            if (!NAME##_##BELOW(&m->below, &value))                                                \
                return false;                                                                      \
            *ret = value + ADD;                                                                    \
            m->state = DONE;                                                                       \
        }                                                                                          \
        return true;                                                                               \
    }
#define LEVELS(NAME, ADD)                                                                          \
    LEVEL(NAME, 2, 1, ADD)                                                                         \
    LEVEL(NAME, 3, 2, ADD)                                                                         \
    LEVEL(NAME, 4, 3, ADD)                                                                         \
    LEVEL(NAME, 5, 4, ADD)                                                                         \
    LEVEL(NAME, 6, 5, ADD)                                                                         \
    LEVEL(NAME, 7, 6, ADD)                                                                         \
    LEVEL(NAME, 8, 7, ADD)                                                                         \
    LEVEL(NAME, 9, 8, ADD)                                                                         \
    LEVEL(NAME, 10, 9, ADD)
LEVELS(ready, 1)
LEVELS(susp, 0)

/* A machine that awaits ready_K in a loop, as the peers' loops do, and its driver. */
#define READY(K)                                                                                   \
    struct loop_##K {                                                                              \
        int state;                                                                                 \
        long count, i, sum;                                                                        \
        struct ready_##K callee;                                                                   \
    };                                                                                             \
    POLL bool loop_##K(struct loop_##K *m, long *ret)                                              \
    {                                                                                              \
        long value;                                                                                \
        switch (m->state) {                                                                        \
        case START:                                                                                \
            for (m->i = m->sum = 0; m->i < m->count; m->i++) {                                     \
                m->callee.state = START;                                                           \
                m->callee.x = m->i - (K - 1);                                                      \
                m->state = WAITING;                                                                \
                __attribute__((fallthrough));                                                      \
            case WAITING:                                                                          \
                if (!ready_##K(&m->callee, &value))                                                \
                    return false;                                                                  \
                m->sum += value;                                                                   \
            }                                                                                      \
        }                                                                                          \
        *ret = m->sum;                                                                             \
        m->state = DONE;                                                                           \
        return true;                                                                               \
    }                                                                                              \
    long ready##K(long count)                                                                      \
    {                                                                                              \
        struct loop_##K machine = {.count = count};                                                \
        long sum = 0;                                                                              \
        while (!loop_##K(&machine, &sum))                                                          \
            continue;                                                                              \
        return sum;                                                                                \
    }
READY(1)
READY(10)

#define SUSP(K)                                                                                    \
    long susp##K(long count)                                                                       \
    {                                                                                              \
        struct susp_##K machine = {.x = count};                                                    \
        long sum = 0;                                                                              \
        while (!susp_##K(&machine, &sum))                                                          \
            continue;                                                                              \
        return sum;                                                                                \
    }
SUSP(1)
SUSP(10)
