// pragmas keep their places: those that have to come first in a block, and those ahead of loops
// flags: -Wno-unknown-pragmas
// expect: 21
// expect: 7.5
#include <async.h>
#include <stdio.h>

#pragma STDC FP_CONTRACT OFF

static async int leaf(int n)
{
    await async_yield();
    return n;
}

static async int loops(int n)
{
    int sum = 0;
#pragma GCC unroll 4
    for (int i = 0; i < n; i++)
        sum += i;
    sum += await leaf(n);
#pragma clang loop unroll(full)
    for (int i = 0; i < 2; i++) {
        await async_yield();
        sum += 3;
    }
    return sum;
}

static async double exact(double a, double b)
{
    // The product is rounded.
#pragma STDC FP_CONTRACT OFF
    double product = a * b;
    await async_yield();
    {
#pragma STDC FP_CONTRACT OFF
        double more = product + a;
        await async_yield();
        product = more;
    }
    return product;
}

async int main(void)
{
    printf("%d\n", await loops(5));
    printf("%g\n", await exact(1.5, 4));
    return 0;
}
