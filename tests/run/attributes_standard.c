// flags: -std=gnu2x
// no-tcc
/* Attributes in C23's brackets, which stand ahead of the declaration and are no part of it to clang. */
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

#define NODISCARD [[nodiscard]]
#define PURE [[gnu::pure]]

[[maybe_unused]] static async int unused(int x)
{
    await async_yield();
    return x;
}
[[nodiscard("why ]]?"), gnu::hot]] [[gnu::pure]] static async int first(int x)
{
    await async_yield();
    return x;
}
NODISCARD async int second(int x)
{
    await async_yield();
    return x;
}
PURE async int third [[gnu::cold]] (int x);
async int third(int x)
{
    await async_yield();
    return x;
}
[[maybe_unused]] static int start(void);
[[gnu::noinline]] static int start(void)
{
    return async_run(first(3));
}
static async int ignoring(int x, [[maybe_unused]] int y)
{
    [[maybe_unused]] int z = await first(1);
    await async_yield();
    return x;
}
[[gnu::noreturn]] static async void leave(int status)
{
    await async_yield();
    exit(status);
}

async int main(void)
{
    printf("%d %d %d\n", await first(1), await second(2), await third(3));
    printf("%d\n", await ignoring(4, 5));
    fflush(stdout);
    await leave(0);
}

// expect: 1 2 3
// expect: 4
