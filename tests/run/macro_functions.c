// Functions whose begin, end, signature or whole comes out of macros.
// expect: 1 2 3 4 5 6 7
// expect: other 9
// expect: header 12 3
#include <async.h>
#include <stdio.h>

#include "multi/inline_macros.h"

#define LATE(x) await late(x)
#define NOTHING
#define TASK static async
#define INT_TASK(name) static async int name
#define TAKES_INT (int x)
#define DEFINE(name, ...)                                                                          \
    static async int name(int x)                                                                   \
    {                                                                                              \
        int list[2] = {x, x};                                                                      \
        await async_yield();                                                                       \
        __VA_ARGS__                                                                                \
        return list[0];                                                                            \
    }
#define BEGIN(name)                                                                                \
    static async int name(int x)                                                                   \
    {                                                                                              \
        int list[2] = {x, x};
#define END                                                                                        \
    await async_yield();                                                                           \
    return list[1];                                                                                \
    }
#define TWO(a, b)                                                                                  \
    static int other = 9;                                                                          \
    static async int a(int x)                                                                      \
    {                                                                                              \
        return LATE(x);                                                                            \
    }                                                                                              \
    static async int b(int x)                                                                      \
    {                                                                                              \
        return LATE(x);                                                                            \
    }

static async int late(int x)
{
    await async_yield();
    return x;
}

INT_TASK(one) TAKES_INT
{
    int list[1] = {x};
    LATE(0);
    return list[0];
}

TASK int two(NOTHING int x NOTHING) { return LATE(x); }
DEFINE(three, list[0]++; list[0] -= LATE(1);)
BEGIN(four) list[0] = LATE(3); END
TWO(five, six)
TASK int seven TAKES_INT { BEGIN_BLOCK int y[1] = {LATE(x)}; await late(0); return y[0]; } END_BLOCK

async int main(void)
{
    printf("%d %d %d %d %d %d %d\n", await one(1), await NOTHING two(2), await three(3),
           await four(4), await five(5), await six(6), await seven(7));
    printf("other %d\n", other);
    printf("header %d %d\n", await twice_later(6), await sum_later(1, 2));
    return 0;
}
