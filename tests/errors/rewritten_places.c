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
                2)); x += 1;
#include "rewritten_places.h"
    x += SQUARE(await late(3)) + /* the rest stays where it was */ await late(2) +
#pragma GCC diagnostic ignored "-Wunused"
            await late(2);
    return x;
}
