// A #pragma that belongs to a statement keeps a line of its own.
// no-tcc
// flags: -w
// expect: 8 216 12 2
#include <async.h>
#include <stdio.h>

static async int give(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    static int a[6][9];
    int i = 0, k = 0;
    for (int b = 1; b <= 4; b++)
        for (int d = 0; d <= 5; d++)
#pragma GCC unroll 2
            for (int c = 0; c <= 5; c++) {
                await async_yield();
                a[b][c] += 1 + await give(c);
            }
#pragma GCC unroll 2
    while (i < 8) {
        i++;
        await async_yield();
    }
    if (i)
#pragma GCC unroll 2
        for (int c = 0; c < await give(6); c++)
            k += 2;
    int rest = k;
    if (rest)
#pragma GCC unroll 2
        do {
            await async_yield();
            rest--;
        } while (rest > 2);
    printf("%d %d %d %d\n", i, a[4][5] * 6, k, rest);
    return 0;
}
