// SPDX-License-Identifier: MIT
// `#pragma once` in a file of code that is included inside a function twice.
// expect: 2
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = 1, *p = &x;
    await async_yield();
#include "multi/once.inc"
#include "multi/once.inc"
    printf("%d\n", *p);
    return 0;
}
