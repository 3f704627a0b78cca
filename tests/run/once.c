// Operands with effects are evaluated exactly once, however often their expression is suspended.
// expect: 1 1 1
// expect: 3 3
// expect: 1 5
// expect: 2 2 4
// expect: 4 volatile 2
// expect: 3 2 1 0
#include <async.h>
#include <stdio.h>

static int calls, places;

static int now(int x)
{
    calls++;
    return x;
}
static int *place(int *p)
{
    places++;
    return p;
}
static async int slow(int x, int turns)
{
    while (turns--)
        await async_yield();
    return x;
}

async int main(void)
{
    int v = 0, a[4] = {0};
    *place(&v) += await slow(now(1), 3);
    printf("%d %d %d\n", v, calls, places);

    calls = 0;
    int sum = now(1) + await slow(now(1), 2) + now(1) * await slow(1, 4);
    printf("%d %d\n", sum, calls);

    places = 0;
    place(a)[await slow(2, 2)] = await slow(5, 1);
    printf("%d %d\n", places, a[2]);

    int i = 0;
    a[i++] = await slow(2, 1), a[i++] = await slow(2, 2);
    printf("%d %d %d\n", a[0], a[1], i * 2);

    volatile int ticks = 3;
    calls = 0;
    int got = ticks + await slow(now(1), 1) * now(1);
    printf("%d volatile %d\n", got, calls);

    i = 4;
    while (i-- > await slow(0, 1))
        printf("%d%c", await slow(i, i), i ? ' ' : '\n');
    return 0;
}
