// await wherever an expression may stand: nested, many at once, in arguments, subscripts, conditions.
// expect: 6
// expect: 42
// expect: 25
// expect: 13 2
// expect: -5 -6 0 1 2
// expect: 33
// expect: yes
// expect: 1 2 3 10
// expect: c
// expect: 7 8
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int add(int a, int b)
{
    await async_sleep(0.001);
    return a + b;
}

async int main(void)
{
    int table[4] = {10, 20, 30, 40};
    int grid[2][3] = {{1, 2, 3}, {11, 12, 13}};

    printf("%d\n", await add(await late(1), await add(await late(2), await late(3))));
    printf("%d\n", await late(2) + await late(4) * await late(10));
    printf("%d\n", (await add(2, await late(3))) * (await add(await late(2), 3)));
    printf("%d %d\n", grid[await late(1)][await late(2)], grid[0][await add(0, 1)]);
    printf("%d %d %d %d %d\n", -await late(5), ~await late(5), !await late(5), !await late(0),
           (int)(double)await late(2));
    table[await late(2)] = await late(33);
    printf("%d\n", table[2]);
    if (await late(3) > await late(2) && await late(1))
        printf("yes\n");
    printf("%d %d %d %d\n", await late(1), 2, await late(3), table[0]);
    printf("%c\n", "abc"[await late(2)]);
    printf("%d %d\n", (await late(7)), ((await (late)((8)))));
    return 0;
}
