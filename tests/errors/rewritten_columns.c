#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define SQUARE(x) ((x) * (x))

async int main(void)
{
    int x = SQUARE(await late(
                2)); x += late(1); x += SQUARE(await late(3) + late(4)); late(5);
    return x;
}
