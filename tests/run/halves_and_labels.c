// The halves of complex numbers are places; functions named like builtins; labels of blocks.
// no-tcc: knows no complex numbers
// expect: 6 8 24
// expect: 3 11
// expect: 1 2
#include <async.h>
#include <stdio.h>

static async double late(double x)
{
    await async_yield();
    return x;
}
async long long llabs(long long b)
{
    await async_yield();
    return b < 0 ? -b : b;
}
static async int f(int x)
{
    __label__ one, two;
    static void *table[2];
    table[0] = &&one;
    table[1] = &&two;
    await async_yield();
    goto *table[x];
one:
    await async_yield();
    return 1;
two:
    return 2;
}

async int main(void)
{
    _Complex double x, y[2];
    double r = 2;
    __real__ x = r * await late(3);
    __imag__ x = await late(4) * r;
    __real__ y[(int)await late(1)] = await late(20);
    __real y[1] += await late(4);
    printf("%g %g %g\n", __real__ x, __imag__ x, __real__ y[1]);
    printf("%d", (int)await llabs(-3));
    int i = 10;
    printf(" %d\n", i + ({ __label__ l; if (i) goto l; i = 99; l: await async_yield(); 1; }));
    printf("%d %d\n", await f(0), await f(1));
    return 0;
}
