// SPDX-License-Identifier: MIT
//
// What is written like a call, but is none to the compiler: atomics, vectors.
//
// no-tcc
//
// libs: -lm
//
// expect: 3 6
// expect: 9 5
// expect: 1 7 12
// expect: 10 14 9
// expect: 7 3
// expect: 4 3 2 1
// expect: 1.5 3
// expect: sqrt(d) == await late(3) / 2.0: 1
#include <assert.h>
#include <async.h>
#include <stdatomic.h>
#include <stdio.h>
#include <tgmath.h>

// Uses that have to be expanded: what other compilers read in another way stays as it is written.
#define SHOW(x) printf("%s: %d\n", #x, x)

typedef int four __attribute__((vector_size(16)));
typedef double two __attribute__((vector_size(16)));
typedef long long two_longs __attribute__((vector_size(16)));

static _Atomic int global;

async int late(int x)
{
    await async_yield();
    return x;
}
async four vector(int x)
{
    await async_yield();
    return (four){x, x + 1, x + 2, x + 3};
}

static async void atomics(void)
{
    _Atomic int x = 0;
    atomic_int *p = &x;
    atomic_store(&x, await late(3));
    int before = atomic_fetch_add(p, await late(3));
    printf("%d %d\n", before, x);
    before = atomic_exchange(p, await late(5));
    atomic_store_explicit(&global, before + await late(3), memory_order_release);
    printf("%d %d\n", global, x);
    int expected = 5, done = atomic_compare_exchange_strong(&x, &expected, await late(7));
    printf("%d %d %d\n", done, x, atomic_load(&x) + await late(5));
    int y = 4;
    before = __atomic_add_fetch(&y, await late(6), __ATOMIC_SEQ_CST);
    int after = __sync_fetch_and_add(&y, await late(4)) + 4;
    x += __atomic_load_n(&y, __ATOMIC_ACQUIRE) - await late(12);
    printf("%d %d %d\n", before, after, x);
    atomic_int *places[] = {&x, &global};
    atomic_fetch_sub(places[await late(0)], await late(2));
    atomic_fetch_and(places[1], await late(3) + (global = 3) - 3);
    printf("%d %d\n", x, global);
}

async void expanded(void)
{
    atomic_flag flag = ATOMIC_FLAG_INIT;
    double d = 2.25, *kept = &d;
    assert(!atomic_flag_test_and_set(&flag) && await late(1));
    assert(await late(1) && atomic_flag_test_and_set(&flag) && atomic_load(&global) >= 0);
    SHOW(sqrt(d) == await late(3) / 2.0);
    *kept = 1;
}

async int main(void)
{
    await atomics();
    four v = __builtin_shufflevector(await vector(1), await vector(5), 3, 2, 1, 0);
    printf("%d %d %d %d\n", v[0], v[1], v[2], v[3]);
    two d = __builtin_convertvector((two_longs){await late(1), await late(3)}, two);
    d[0] += 0.5;
    printf("%g %g\n", d[0], d[1]);
    await expanded();
    return 0;
}
