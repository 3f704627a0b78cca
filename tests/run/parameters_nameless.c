// SPDX-License-Identifier: MIT
// Parameters without a name, of every kind, in calls by name, through pointers and of generators.
// flags: -std=gnu2x
// no-tcc
// expect: 2 3
// expect: 5 5
// expect: 7
// expect: 24 34
// expect: 2 3
#include <async.h>
#include <stdio.h>

struct pair {
    int left, right;
};

async int scalar(int, int b)
{
    await async_yield();
    return b;
}

async int aggregate(struct pair, int b[3], int (*)[4], int last)
{
    await async_yield();
    return b[0] + last;
}

static async int adjusted(int[], int (*)(void), double, int)
{
    await async_yield();
    return 7;
}

/* The size is worked out though nobody can use the array. */
async int sized(int a, int[++a], int b)
{
    await async_yield();
    return a * 10 + b;
}

async int second(int (*)(void), int b, const int[static 2])
{
    await async_yield();
    return b;
}

async int third(int n, int[n][2], int (*)[n], int c)
{
    await async_yield();
    return c + n;
}

async int main(int, char **)
{
    int a[3] = {1};
    async int (*one)(int, int) = scalar;
    async int (*two)(struct pair, int *, int (*)[4], int) = aggregate;
    async int (*three)(int, int *, int) = sized;
    printf("%d %d\n", await scalar(1, 2), await one(2, 3));
    printf("%d %d\n", await aggregate((struct pair){1, 2}, a, 0, 4),
           await two((struct pair){1, 2}, a, 0, 4));
    printf("%d\n", await adjusted(a, 0, 1, 2));
    printf("%d %d\n", await sized(1, a, 4), await three(2, a, 4));
    static int array[2][2];
    async int (*four)(int (*)(void), int, const int *) = second;
    printf("%d %d\n", await four(0, 2, a), await third(2, array, array, 1));
}
