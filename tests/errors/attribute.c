#include <async.h>

#include "attribute.h"

static async int late(int x)
{
    await async_yield();
    return x;
}

#define AT_START __attribute__((constructor))

__attribute__((constructor)) static async void at_start(void)
{
    await async_yield();
}
AT_START static async void at_start_too(void)
{
    await async_yield();
}
__attribute__((cold, destructor(101))) static async void at_end(void)
{
    await async_yield();
}
async int other(int x) __attribute__((__alias__("late")));
[[gnu::weak]] async int hook(void);
typedef async void ender(int) __attribute__((noreturn));

async int main(void)
{
    async int copied(int) __attribute__((const, cold));
    ender *end = 0;
    await end(await late(1) + await hook() + await other(1));
}
