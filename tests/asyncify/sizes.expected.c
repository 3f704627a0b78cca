#include <async.h>
#line 1 "sizes.c"
// What the size of a parameter calls stays ordinary: it is worked out on the way in.
#include <stdio.h>

static int width(int n)
{
    return n + 1;
}

async static int height(int n)
{
    await async_yield(); return n + 2;
}

async static int bytes(int n, char line[width(n)], int table[][width(n)])
{
    await async_yield(); char other[await height(n)];
    await async_yield(); (void)line, (void)table;
    await async_yield(); return (int)(sizeof *table + sizeof other);
}

async int main(void)
{
    await async_yield(); printf("%d\n", await bytes(3, NULL, NULL));
    await async_yield(); return 0;
}
