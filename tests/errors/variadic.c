#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int sum(int count, ...)
{
    await async_yield();
    return count;
}

async void prototype(const char *format, ...);

async int main(void)
{
    async int (*pointer)(int, ...) = sum;
    return await sum(2, 3, 4) + await pointer(1);
}
