// Conditionals of the preprocessor in the heads of async functions and their prototypes.
// expect: 1
// expect: 2
// expect: 3
// expect: 4
#include <async.h>
#include <stdio.h>

static
#ifdef __STDC__
    async void
#else
    async int
#endif
    one(int x);

#ifdef __STDC__
static async int two(int x)
#else
static async int two(long x)
#endif
{
    await one(x - 1);
    await async_yield();
    printf("%d\n", x);
    return x;
}

#ifdef __STDC__
__inline__
#endif
    static async void
    one(int x)
{
    await async_yield();
    printf("%d\n", x);
}

#ifndef __STDC__
extern
#elif 1
static
#else
extern
#endif
    async int
    three(
#if __STDC__
        int x
#else
        long x
#endif
    )
{
    await async_yield();
    printf("%d\n", x);
    return x;
}

async int main(
#ifdef __STDC__
    void
#endif
)
{
    int sum = await two(2) + await three(3);
    printf("%d\n", sum - 1);
    return 0;
}
