// Over-aligned, _Atomic, thread-local and __int128 objects in async functions.
// no-tcc: knows none of them
// expect: aligned 1 1 1
// expect: 3 4
// expect: 18446744073709551616 / 2^32 = 4294967296
// expect: 5 6
#include <async.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

__extension__ typedef __int128 wide;

static _Thread_local int per_thread = 5;

struct __attribute__((aligned(64))) line {
    char bytes[64];
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async bool is_aligned(const void *p, uintptr_t to)
{
    await async_yield();
    return (uintptr_t)p % to == 0;
}

static async wide shift(wide x, int by)
{
    await async_yield();
    return x << by;
}

async int main(void)
{
    char odd = 1;
    _Alignas(64) int a = await late(1);
    struct line line = {{2}};
    _Alignas(128) char buffer[3];
    bool first = await is_aligned(&a, 64), second = await is_aligned(&line, 64);
    printf("aligned %d %d %d\n", first, second, await is_aligned(buffer, 128) && odd);

    _Atomic int counter = 1;
    counter += await late(2);
    await async_yield();
    printf("%d ", counter++);
    await async_yield();
    printf("%d\n", counter);

    wide big = await shift(1, 64);
    await async_yield();
    printf("%llu%llu / 2^32 = %llu\n", (unsigned long long)(big / 10000000000ULL),
           (unsigned long long)(big % 10000000000ULL), (unsigned long long)(big >> 32));
    int before = per_thread;
    await async_yield();
    printf("%d %d\n", before, ++per_thread);
    return 0;
}
