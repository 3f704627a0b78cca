#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int pure(int x) __attribute__((pure));
static async __attribute__((__const__)) int constant(int x);
__attribute__((constructor)) static async void at_start(void)
{
    await async_yield();
}
_Noreturn static async void forever(void)
{
    for (;;)
        await async_yield();
}
__attribute__((nonnull(1))) static async int first(int *p)
{
    await async_yield();
    return *p;
}

async int main(void)
{
    int x = 0;
    await forever();
    return await first(&x) + await pure(1) + await constant(1);
}
