// for loops with awaits in every part of the header and in the body; break and continue.
// expect: 0 1 2 3 .
// expect: 0 2 4 6 .
// expect: 5 4 3 2 1 .
// expect: 1 3 7 9 .
// expect: 10 20 30 .
// expect: 3 9
// expect: 0,9 1,8 2,7 .
// expect: 20
// expect: 4 100
// expect: 3 3
// expect: abc
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    for (int i = await late(0); i < await late(4); i += await late(1))
        printf("%d ", i);
    puts(".");
    for (int i = 0; await late(i) < 8; i = await late(i + 2))
        printf("%d ", i);
    puts(".");
    int n = 5;
    for (; n; n--) {
        await async_yield();
        printf("%d ", n);
    }
    puts(".");
    for (int i = 0;; i++) {
        if (i == await late(10))
            break;
        if (i % 2 == 0)
            continue;
        if (await late(i) == 5)
            continue;
        printf("%d ", i);
    }
    puts(".");
    int values[] = {10, 20, 30};
    for (int *p = values, *end = values + await late(3); p != end; p++, await async_yield())
        printf("%d ", *p);
    puts(".");
    int hits = 0, steps = 0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++, steps += await late(1))
            if (await late(i) == j)
                hits++;
    printf("%d %d\n", hits, steps);
    for (int i = 0, j = 9; i < await late(3); i++, j--)
        printf("%d,%d ", i, await late(j));
    puts(".");
    int total = 0;
    for (int i = 0; i < 5; i++) {
        int square = i * i;
        if (square > await late(9))
            break;
        total += square + await late(1) * (i == 3 ? 3 : 1);
    }
    printf("%d\n", total);
    int count = 0;
    for (int i = 0; i < 100; i++, count++)
        if (await late(i) >= 4)
            i = 99, count--;
    printf("%d %d\n", count, await late(100));
    int a = 0, b = 0;
    for (await late(0); a < 3; (void)await late(1)) {
        a++;
        for (;;) {
            b++;
            break;
        }
    }
    printf("%d %d\n", a, b);
    for (const char *s = "abc"; *s; s++)
        putchar(await late(*s));
    puts("");
    return 0;
}
