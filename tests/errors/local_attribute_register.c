#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    register int bound __asm__("r12") = 1;
    await async_yield();
    return bound;
}
