// Parameters without names, of functions that are called through pointers.
// flags: -std=gnu2x
// no-tcc
// expect: 1 2 3 4
#include <async.h>
#include <stdio.h>

async int first(int a, int, char *)
{
    await async_yield();
    return a;
}

static async int second(int (*)(void), int b, const int[static 2])
{
    await async_yield();
    return b;
}

async int third(int n, int[n][2], int (*)[n], int c)
{
    await async_yield();
    return c + n;
}

async int main(void)
{
    static int array[2][2];
    int row[2] = {0};
    async int (*one)(int, int, char *) = first;
    async int (*two)(int (*)(void), int, const int *) = second;
    printf("%d %d %d ", await one(1, 5, "x"), await two(0, 2, row),
           await third(2, array, array, 1));
    printf("%d\n", await first(4, 5, 0));
    return 0;
}
