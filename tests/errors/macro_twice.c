#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define SQUARE(x) ((x) * (x))

async int main(void)
{
    int x = SQUARE(await late(2));
    return SQUARE(x) + SQUARE(1 + await late(1));
}
