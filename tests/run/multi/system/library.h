// SPDX-License-Identifier: MIT
//
// A library's header, as compilers find it among the system's.
#ifndef LIBRARY_SYSTEM_H
#define LIBRARY_SYSTEM_H
#pragma GCC system_header
#include "detail.h"
#include <async.h>
#include <stdio.h>

struct library {
    int calls;
};

static inline async int library_call(struct library *library, int x)
{
    int before = library->calls++;
    await async_yield();
    return library_detail(x) + before;
}

static inline generator(int) library_count(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}

#define LIBRARY_CALL(x) (await library_call(&library, (x)))
#endif
