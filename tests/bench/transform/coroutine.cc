// SPDX-License-Identifier: MIT
//
// C++20 coroutines. With FAR no callee's frame can become part of its caller's.
#include "bench.h"
#include "coroutine.hh"

#ifdef FAR
#define CALLEE __attribute__((noinline))
#else
#define CALLEE
#endif

template <int K> CALLEE task<long> ready(long x)
{
    if constexpr (K == 1)
        co_return bench_opaque(x);
    else
        co_return co_await ready<K - 1>(x) + 1;
}

template <int K> CALLEE task<long> ready_loop(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += co_await ready<K>(i - (K - 1));
    co_return sum;
}

CALLEE static task<long> susp_loop(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++) {
        co_await pause_here();
        sum += i;
    }
    co_return sum;
}

template <int K> CALLEE task<long> susp(long count)
{
    if constexpr (K == 2)
        co_return co_await susp_loop(count);
    else
        co_return co_await susp<K - 1>(count);
}

extern "C" long ready1(long count) { return run(ready_loop<1>(count)); }
extern "C" long ready10(long count) { return run(ready_loop<10>(count)); }
extern "C" long susp1(long count) { return run(susp_loop(count)); }
extern "C" long susp10(long count) { return run(susp<10>(count)); }
