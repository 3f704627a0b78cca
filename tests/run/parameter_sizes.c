// SPDX-License-Identifier: MIT
// The sizes in parameters' types are worked out once, whoever calls, also where that changes
// something.
// no-tcc
// expect: 204 304
// expect: 316 420
// expect: 1 9 2
// expect: 12
#include <async.h>
#include <stdio.h>

static int calls;

static int count(int n)
{
    calls++;
    return n;
}
#define TWICE(n) (n += n)

async int array(int a, int x[++a], int b)
{
    await async_yield();
    return a * 100 + b + x[0];
}

async int pointer(int a, int (*x)[++a], int b)
{
    await async_yield();
    int size = sizeof *x;
    return a * 100 + b + size;
}

async int called(int a, int (*x)[count(a)])
{
    await async_yield();
    (void)x;
    return a;
}

async int by_macro(int a, int x[TWICE(a)])
{
    await async_yield();
    return a + x[1];
}

async int main(void)
{
    int a[9] = {1, 2};
    async int (*one)(int, int *, int) = array;
    async int (*two)(int, int (*)[], int) = pointer;
    async int (*three)(int, int (*)[]) = called;
    printf("%d ", await array(1, a, 3));
    printf("%d\n", await one(2, a, 3));
    printf("%d ", await pointer(2, (int (*)[3])a, 4));
    printf("%d\n", await two(3, (int (*)[])a, 4));
    printf("%d ", (await called(3, (int (*)[3])a), calls));
    printf("%d ", await three(9, (int (*)[])a));
    printf("%d\n", calls);
    async int (*four)(int, int *) = by_macro;
    printf("%d\n", await four(5, a));
}
