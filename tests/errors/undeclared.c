#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = await late(nothing) + await missing(1);
    const char *s = await late(2);
    return await late("three") + await late(1, 2) + x.member + s;
}
