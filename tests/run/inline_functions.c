// SPDX-License-Identifier: MIT
// inline without static: the file that says extern makes the symbol, others have a definition of their own
// that is as good.
// no-tcc
// no-erase
// with: multi/inline_other.c
// expect: 4 5 3 7 6
// expect: 10 14
// expect: 0 1 2
#include "multi/inline_shared.h"
#include <stdio.h>

extern async int shared(int x);
extern inline async int recursive(int x);
extern generator(int) counts(int n);

#define INLINE __inline
INLINE async int by_macro(int x)
{
    await async_yield();
    return x + 1;
}
async int by_macro(int x);
inline async int unused(int x)
{
    await async_yield();
    return x;
}
static inline async int own(int x)
{
    await async_yield();
    return x;
}

async int other(int x);
async int other_too(int x);

async int main(void)
{
    async int (*pointer)(int) = shared;
    printf("%d %d %d %d %d\n", await shared(3), await pointer(4), await recursive(0),
           await by_macro(6), await own(6));
    printf("%d %d\n", await other(1), await other_too(3));
    gen_each (int i, counts(3))
        printf(i < 2 ? "%d " : "%d\n", i);
}
