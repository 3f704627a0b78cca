#ifndef INLINE_MACROS_H
#define INLINE_MACROS_H

#include <assert.h>

#define BEGIN_BLOCK {
#define END_BLOCK   }
#define DOUBLE(x)   ((x) + (x))

static inline async int number_later(int x)
{
    await async_yield();
    return x;
}

static inline async int twice_later(int x)
{
    return DOUBLE(await number_later(x));
}

static inline async int sum_later(int a, int b)
{
    int pair[2] = {a, b};
    await async_yield();
    assert(pair[0] == a && await number_later(1));
#define PAIR_SUM (pair[0] + pair[1])
    return PAIR_SUM;
#undef PAIR_SUM
}

#endif
