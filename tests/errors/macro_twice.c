#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int sum;
/* The name in its own definition is not expanded again; there is no way to write that down. */
#define sum (sum + 1)

#define SQUARE(x) ((x) * (x))

async int main(void)
{
    return SQUARE(await late(2) + sum);
}
