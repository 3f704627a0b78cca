#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int sum;
/* The name in its own definition is not expanded again: there is no way to write that down where
 * a string is made of it. */
#define sum (sum + 1)

#define SQUARED(x) (#x[0] ? (x) * (x) : 0)
#define SQUARE(x)  SQUARED(x)

async int main(void)
{
    return SQUARE(await late(2) + sum);
}
