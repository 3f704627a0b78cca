// SPDX-License-Identifier: MIT
// inline as gnu89 has it: extern inline makes no symbol.
// flags: -std=gnu89
// no-tcc
// no-erase
// expect: 2 4 4
#include <async.h>
#include <stdio.h>

inline async int with_symbol(int x)
{
    await async_yield();
    return x + 1;
}
extern inline async int without(int x)
{
    await async_yield();
    return x + 2;
}

async int main(void)
{
    async int (*pointer)(int) = with_symbol;
    printf("%d %d %d\n", await with_symbol(1), await without(2), await pointer(3));
    return 0;
}
