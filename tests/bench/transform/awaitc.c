/* SPDX-License-Identifier: MIT
 *
 * Async C: ten functions that await each other, around a function that is ready at once (ready_1)
 * and around a loop that suspends (susp_1). driver.c starts and steps them.
 *
 * Compiled once with ODD and EVEN, every callee is in its caller's file; compiled twice, with one of
 * them each, none is.
 */
#include "bench.h"
#include "pause.h"

#if defined ODD && defined EVEN
#define LINKAGE static
#else
#define LINKAGE extern
#endif

LINKAGE async long ready_1(long x);
LINKAGE async long ready_2(long x);
LINKAGE async long ready_3(long x);
LINKAGE async long ready_4(long x);
LINKAGE async long ready_5(long x);
LINKAGE async long ready_6(long x);
LINKAGE async long ready_7(long x);
LINKAGE async long ready_8(long x);
LINKAGE async long ready_9(long x);
LINKAGE async long ready_10(long x);

extern async long susp_1(long count);
LINKAGE async long susp_2(long count);
LINKAGE async long susp_3(long count);
LINKAGE async long susp_4(long count);
LINKAGE async long susp_5(long count);
LINKAGE async long susp_6(long count);
LINKAGE async long susp_7(long count);
LINKAGE async long susp_8(long count);
LINKAGE async long susp_9(long count);

#ifdef ODD
LINKAGE async long ready_1(long x) { return bench_opaque(x); }
LINKAGE async long ready_3(long x) { return await ready_2(x) + 1; }
LINKAGE async long ready_5(long x) { return await ready_4(x) + 1; }
LINKAGE async long ready_7(long x) { return await ready_6(x) + 1; }
LINKAGE async long ready_9(long x) { return await ready_8(x) + 1; }

async long ready_loop_10(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += await ready_10(i - 9);
    return sum;
}

async long susp_1(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++) {
        await pause_here();
        sum += i;
    }
    return sum;
}

LINKAGE async long susp_3(long count) { return await susp_2(count); }
LINKAGE async long susp_5(long count) { return await susp_4(count); }
LINKAGE async long susp_7(long count) { return await susp_6(count); }
LINKAGE async long susp_9(long count) { return await susp_8(count); }
#endif

#ifdef EVEN
LINKAGE async long ready_2(long x) { return await ready_1(x) + 1; }
LINKAGE async long ready_4(long x) { return await ready_3(x) + 1; }
LINKAGE async long ready_6(long x) { return await ready_5(x) + 1; }
LINKAGE async long ready_8(long x) { return await ready_7(x) + 1; }
LINKAGE async long ready_10(long x) { return await ready_9(x) + 1; }

async long ready_loop_1(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += await ready_1(i);
    return sum;
}

LINKAGE async long susp_2(long count) { return await susp_1(count); }
LINKAGE async long susp_4(long count) { return await susp_3(count); }
LINKAGE async long susp_6(long count) { return await susp_5(count); }
LINKAGE async long susp_8(long count) { return await susp_7(count); }
async long susp_10(long count) { return await susp_9(count); }
#endif
