// while and do loops: awaits in the condition and the body, continue reaching a condition that awaits.
// expect: 3 2 1 .
// expect: 1 .
// expect: 1 2 4 5 .
// expect: 0 1 3 .
// expect: 6 4
// expect: 5
// expect: 10 11 20 21 .
// expect: 7
// expect: 16
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int reads;

static async int next(void)
{
    await async_sleep(0);
    return reads < 4 ? reads++ : -1;
}

async int main(void)
{
    int n = 3;
    while (await late(n)) {
        printf("%d ", n);
        n--;
    }
    puts(".");
    do {
        printf("%d ", ++n);
    } while (await late(0));
    puts(".");
    n = 0;
    do {
        if (++n == 3)
            continue;
        printf("%d ", await late(n));
    } while (n < await late(5));
    puts(".");
    int got;
    while ((got = await next()) >= 0) {
        if (got == 2)
            continue;
        printf("%d ", got);
    }
    puts(".");
    int outer = 0, inner = 0;
    while (outer < 2) {
        do {
            inner += await late(1);
            if (inner % 3 == 0)
                break;
        } while (1);
        outer++;
    }
    printf("%d %d\n", inner, outer + 2);
    int i = 0;
    while (1) {
        if (await late(i) == 5)
            break;
        i++;
    }
    printf("%d\n", i);
    for (i = 1; i <= 2; i++) {
        int j = 0;
        while (j < 2) {
            await async_yield();
            printf("%d ", i * 10 + j++);
        }
    }
    puts(".");
    int depth = 0;
    do
        do
            while (depth < 5)
                depth += await late(1);
        while (++depth < await late(6));
    while (++depth < 7);
    printf("%d\n", depth);
    unsigned x = 1;
    while (x < 10)
        x <<= await late(1);
    printf("%u\n", x);
    return 0;
}
