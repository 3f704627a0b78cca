// The type-generic operations of <stdatomic.h>, and the compilers' own: awaits among the
// operands, and objects of the frame in a macro that makes a string of them.
// no-tcc: has no <stdatomic.h>
// expect: 7
// expect: place 1
// expect: 2 8
// expect: place 1
// expect: 1 8 8
// expect: 11 15
// expect: 4 5
// expect: atomic_load(&local) == 7: 1
// expect: atomic_fetch_add(&local, 2) == 7: 1
// expect: atomic_load_explicit(&local, memory_order_relaxed) == 9: 1
// expect: atomic_exchange(&local, await give(3)) == 9: 1
// expect: atomic_compare_exchange_strong(&local, &wanted, 5): 1
// expect: atomic_is_lock_free(&local): 1
#include <async.h>
#include <stdatomic.h>
#include <stdio.h>

#define SHOW(x) printf("%s: %d\n", #x, (int)(x))

static atomic_int shared;

static async int give(int x)
{
    await async_yield();
    return x;
}

static int place(int x)
{
    printf("place %d\n", x);
    return x;
}

static async void values(void)
{
    _Atomic long long many[3] = {1, 2, 3};
    atomic_int local = 0;
    atomic_store(&local, await give(7));
    printf("%d\n", (int)local);
    atomic_store_explicit(&shared, await give(8), memory_order_relaxed);
    long long old = atomic_exchange(&many[place(1)], await give(8));
    printf("%lld %lld\n", old, (long long)atomic_fetch_add(&many[await give(1)], await give(3)));
    long long eleven = 11;
    int is_equal =
        atomic_compare_exchange_strong(&many[place(1)], &eleven, await give((int)shared));
    printf("%d %lld %d\n", is_equal, (long long)many[1], (int)shared);
    int plain = 11;
    old = __atomic_fetch_add(&plain, await give(4), __ATOMIC_SEQ_CST);
    printf("%lld %d\n", old, plain);
    __atomic_store_n(&plain, await give(5), __ATOMIC_RELAXED);
    printf("4 %d\n", __atomic_load_n(&plain, await give(__ATOMIC_SEQ_CST)));
}

static async void strings(void)
{
    atomic_int local = 7;
    int wanted = 3;
    await async_yield();
    SHOW(atomic_load(&local) == 7);
    SHOW(atomic_fetch_add(&local, 2) == 7);
    SHOW(atomic_load_explicit(&local, memory_order_relaxed) == 9);
    SHOW(atomic_exchange(&local, await give(3)) == 9);
    SHOW(atomic_compare_exchange_strong(&local, &wanted, 5));
    SHOW(atomic_is_lock_free(&local));
}

async int main(void)
{
    await values();
    await strings();
    return 0;
}
