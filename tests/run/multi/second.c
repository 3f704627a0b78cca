#include "multi/multi.h"
#include <stdio.h>

int second_counter = 1;

static async const char *local(void)
{
    await async_yield();
    return "local second";
}

async int second_add(int a, int b)
{
    await async_sleep(0.001);
    return a + b;
}

async int second_mul(int a, int b)
{
    return a == 0 ? 0 : await second_add(b, await second_mul(a - 1, b));
}

async const char *second_local(void)
{
    return await local();
}

async struct multi_value second_triple(struct multi_value v)
{
    v.n += await inline_twice(v.n);
    return v;
}

async void pong(int n)
{
    if (n > 0)
        printf("pong %d ", n);
    await async_yield();
    await ping(n ? n - 1 : 0);
}
