#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define FAST 1

async int main(void)
{
    int x = await late(1) +
#if FAST
            await late(2);
#else
            await late(3);
#endif
    return x;
}
