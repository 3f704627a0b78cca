#pragma once
#include <async.h>
#include <stdio.h>
#include "deep.h"
#include "common.h"

enum { LIMIT = 3 };
static const int unused_constant = 3;

static inline int ordinary(int x)
{
    return x + LIMIT;
}
static inline int unused_ordinary(int x)
{
    return x + 2;
}
static inline async int unused_one(int x)
{
    await async_yield();
    return ordinary(x);
}
static inline async int used_one(int x)
{
    await async_yield();
    return await deep(x) + ordinary(x);
}
static inline generator(int) counts(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}
static inline generator(int) ends(void)
{
    gen_return();
}
static inline int started(int x)
{
    return async_run(used_one(x));
}
static inline int summed(int n)
{
    int sum = 0;
    gen_each (int value, counts(n))
        sum += value;
    return sum;
}
#define TWO(function) (await function(1) + await function(2))
static async int (*const table[])(int) = {used_one, deep};
