#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = 1;
    __asm__ volatile("" : : "r"(await late(x)));
    return x;
}
