// What C compilers only warn of is left to them: pointers to other types, and with the flag for it
// also pointers and numbers.
// no-tcc
// flags: -w -Wno-int-conversion
// expect: 5 5
// expect: 1
#include <async.h>
#include <stdio.h>

static async unsigned *pass(unsigned *p)
{
    await async_yield();
    return p;
}

async int main(void)
{
    int x = 5;
    int *p = await pass(&x);
    long address = await pass(p);
    p = x ? p : (void *)0;
    printf("%d %d\n", *p, *(int *)address);
    printf("%d\n", await pass(&x) == p);
    return 0;
}
