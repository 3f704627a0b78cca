// Long functions: a hundred awaits in one, deep nesting of blocks, of calls and of parentheses.
// expect: 100 5050
// expect: 12
// expect: 45
// expect: 8
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define TEN(n)                                                                                     \
    sum += await late(n + 1), count++;                                                             \
    sum += await late(n + 2), count++;                                                             \
    sum += await late(n + 3), count++;                                                             \
    sum += await late(n + 4), count++;                                                             \
    sum += await late(n + 5), count++;                                                             \
    sum += await late(n + 6), count++;                                                             \
    sum += await late(n + 7), count++;                                                             \
    sum += await late(n + 8), count++;                                                             \
    sum += await late(n + 9), count++;                                                             \
    sum += await late(n + 10), count++;

static async int hundred(int *counted)
{
    int sum = 0, count = 0;
    TEN(0) TEN(10) TEN(20) TEN(30) TEN(40)
    TEN(50) TEN(60) TEN(70) TEN(80) TEN(90)
    *counted = count;
    return sum;
}

static async int deep(int n)
{
    int total = 0;
    for (int a = 0; a < 2; a++) {
        int x = await late(a);
        while (1) {
            int y = await late(x);
            do {
                int z = await late(y);
                if (z == await late(a)) {
                    switch (await late(n)) {
                    default: {
                        int w = z + y;
                        {
                            {
                                await async_yield();
                                for (;;) {
                                    total += w + x + await late(n);
                                    goto out;
                                }
                            }
                        }
                    }
                    }
                }
            } while (await late(1));
        out:
            total += await late(y);
            break;
        }
    }
    return total;
}

async int main(void)
{
    int count, sum = await hundred(&count);
    printf("%d %d\n", count, sum);
    printf("%d\n", await deep(4));
    printf("%d\n", await late(await late(await late(await late(await late(await late(await late(
                       await late(await late(await late(45)))))))))));
    printf("%d\n", ((((((((await late(((((1))))) + 1) + await late(1)) + 1) + await late(1)) + 1) +
                       await late(1)) + 1)));
    return 0;
}
