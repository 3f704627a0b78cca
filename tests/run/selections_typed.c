// SPDX-License-Identifier: MIT
//
// _Generic that chooses by a type instead of an expression, which clang knows.
// only-clang
//
// expect: 21 9
#include <async.h>
#include <stdio.h>

async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int i = 0;
    long l = 4, *pointer = &l;
    i += _Generic(int, int : await late(1), long : await late(2));
    i += _Generic(long, int : await late(10), long : await late(20));
    _Generic(const long, long : l, const long : *pointer, default : l) += await late(5);
    printf("%d %ld\n", i, l);
    return 0;
}
