#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = await late(1) +
#pragma GCC diagnostic ignored "-Wunused"
            await late(2);
    return x;
}
