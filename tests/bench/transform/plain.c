/* SPDX-License-Identifier: MIT
 *
 * Ordinary calls in C, none inlined: what is left when nothing waits and nothing could.
 */
#include "bench.h"

#ifdef __clang__
#define CALLEE static __attribute__((noinline))
#else
#define CALLEE static __attribute__((noipa))
#endif

CALLEE long call_1(long x)
{
    return bench_opaque(x);
}

#define LEVEL(K, BELOW)                                                                            \
    CALLEE long call_##K(long x)                                                                   \
    {                                                                                              \
        return call_##BELOW(x) + 1;                                                                \
    }
LEVEL(2, 1)
LEVEL(3, 2)
LEVEL(4, 3)
LEVEL(5, 4)
LEVEL(6, 5)
LEVEL(7, 6)
LEVEL(8, 7)
LEVEL(9, 8)
LEVEL(10, 9)

long ready1(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += call_1(i);
    return sum;
}

long ready10(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += call_10(i - 9);
    return sum;
}
