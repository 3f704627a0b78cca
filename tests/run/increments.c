// ++ and -- on places that an await names, and beside awaits.
// expect: 2: 1 3 3
// expect: 4: 1 3 4
// expect: 6 8 -1
// expect: 20 30 10
// expect: 1 4 9 16
// expect: 3 2 1
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int *place(int *p)
{
    await async_yield();
    return p;
}

struct counter {
    int hits;
    short small;
};

static async struct counter *find(struct counter *c)
{
    await async_yield();
    return c;
}

async int main(void)
{
    int a[3] = {1, 2, 3};
    int got = a[await late(1)]++;
    printf("%d: %d %d %d\n", got, a[0], a[1], a[2]);
    got = ++*await place(&a[2]);
    printf("%d: %d %d %d\n", got, a[0], a[1], a[2]);

    struct counter c = {6, 0};
    got = (await find(&c))->hits++;
    ++(await find(&c))->hits;
    (await find(&c))->small--;
    printf("%d %d %d\n", got, c.hits, c.small);

    int values[] = {10, 20, 30, 40};
    int *p = values;
    int first = *p++;
    int second = *p++ + await late(0);
    int third = await late(*p--);
    printf("%d %d %d\n", second, third, first);

    int squares[4], n = 0;
    while (n < await late(4)) {
        n++;
        squares[n - 1] = await late(n * n);
    }
    printf("%d %d %d %d\n", squares[0], squares[1], squares[2], squares[3]);

    int countdown = 3;
    while (countdown-- && await late(1))
        printf("%d%s", countdown + 1, countdown ? " " : "\n");
    return 0;
}
