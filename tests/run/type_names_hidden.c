// A type named in an async function's result or parameters is hidden by a parameter or local of that name.
// flags: -Wno-shadow
// expect: 3 4
// expect: 5
// expect: 6 7
#include <async.h>
#include <stdio.h>

typedef int task;
typedef struct pair {
    int a, b;
} pair;

static async task first(int task)
{
    await async_yield();
    return task + 1;
}

static async pair both(pair pair, int a)
{
    await async_yield();
    pair.a = a;
    return pair;
}

static async task local(void)
{
    task n = 5;
    int task = n;
    await async_yield();
    return task;
}

async int main(void)
{
    task n = 1;
    pair p = {0, 4};
    await async_yield();
    p = await both(p, n + await first(1));
    printf("%d %d\n", p.a, p.b);
    printf("%d\n", await local());
    int pair = await first(5);
    int task = 7;
    await async_yield();
    printf("%d %d\n", pair, task);
    return 0;
}
