#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void arm(void)
{
    int x = 1;
    __asm__ goto("" : : : : done);
done:
    await async_yield();
    (void)x;
}

async int main(void)
{
    await arm();
    return await late(0);
}
