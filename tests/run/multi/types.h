#ifndef TYPES_H
#define TYPES_H
#include <async.h>

struct node {
    int outer;
};

struct reading {
    struct {
        int low, high;
    } halves[2];
    union {
        enum { NONE, SOME } state;
        int raw;
    };
};

static inline async int late(int x)
{
    await async_yield();
    return x;
}

/* Its types go with it. */
__attribute__((unused)) static inline async int in_header(int x)
{
    struct node {
        int a;
        int b[2];
    } n = {await late(x), {1, 2}}, *p = &n;
    typedef struct {
        long v;
    } box;
    box b = {await late(3)}, *q = &b;
    enum { FIVE = 5, SIX } e = FIVE, *pe = &e;
    await async_yield();
    return p->a + p->b[1] + (int)q->v + (int)*pe + SIX;
}

#endif
