/* Attributes of async functions: what does not hold for what is generated is dropped, in whatever way it
 * is written; the rest stays. */
#include "attributes.h"

#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#define PURE __attribute__((pure))
#define PURE_COLD __attribute__((__pure__, __cold__))
#define PURE_AGAIN PURE_COLD
#define NEVER _Noreturn
#define NONNULL(...) __attribute__((nonnull(__VA_ARGS__)))
#define NOTHING
#define HOT __attribute__((hot))
#define PUBLIC __attribute__((visibility("default")))

static async int first(int x) __attribute__((pure));
static async int first(int x)
{
    await async_yield();
    return x;
}
PURE static async int second(int x)
{
    await async_yield();
    return x;
}
static PURE_AGAIN async int third(int x)
{
    await async_yield();
    return x;
}
NOTHING HOT PUBLIC async int fourth(int x)
{
    await async_yield();
    return x;
}
__attribute__((const)) async int fifth(int x), sixth(int x) __attribute__((cold));
async int fifth(int x)
{
    await async_yield();
    return x;
}
async int sixth(int x)
{
    await async_yield();
    return x;
}
NONNULL(1, 2) static async int sum(const int *a, const int *b)
{
    await async_yield();
    return *a + *b;
}
static async __attribute__((malloc, warn_unused_result, returns_nonnull, alloc_size(1))) void *
memory(size_t size);
static async void *memory(size_t size)
{
    await async_yield();
    return malloc(size);
}
static inline __attribute__((always_inline)) async int small(int x)
{
    await async_yield();
    return x;
}
async int shared(const char *p, int x)
{
    await async_yield();
    return *p + x;
}
static async __attribute__((section(".text.somewhere"), noinline)) int placed(int x)
{
    await async_yield();
    return x;
}
static async int ignoring(int x, __attribute__((unused)) int y, int z __attribute__((unused)))
{
    await async_yield();
    return x;
}
static async __attribute__((unused, deprecated)) int unused(int x)
{
    await async_yield();
    return x;
}
static async int locals(int x)
{
    int kept __attribute__((unused)) = await first(x), *p = &kept;
    __attribute__((unused)) int never = await second(2);
    char bytes[3] __attribute__((unused)) = {1, 2, (char)await third(3)};
    await async_yield();
    return *p;
}

NEVER static async void leave(int status)
{
    await async_yield();
    exit(status);
}
static async void leave_too(int status) __attribute__((__noreturn__, cold));
static async void leave_too(int status)
{
    await leave(status);
    abort();
}
noreturn static async void leave_at_last(int status)
{
    await leave_too(status);
    exit(1);
}

async int main(void)
{
    async int (*pointer)(int) = second;
    int a = 10, b = 20;
    printf("%d %d %d\n", await first(1), await second(2), await third(3));
    printf("%d %d %d\n", await fourth(4), await fifth(5), await sixth(6));
    printf("%d %d %d\n", await sum(&a, &b), await small(7), await shared("", 8));
    printf("%d %d %d\n", await placed(9), await ignoring(10, 1, 1), await in_header(11));
    printf("%d %d\n", await pointer(12), await locals(13));
    void *p = await memory(10);
    printf("%d\n", p != 0);
    free(p);
    fflush(stdout);
    await leave_at_last(7);
}

// status: 7
// expect: 1 2 3
// expect: 4 5 6
// expect: 30 7 8
// expect: 9 10 11
// expect: 12 13
// expect: 1
