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

#define SHOWN(x) (#x[0] ? (x) : 0)
#define SHOW(x)  SHOWN(x)

async int main(void)
{
    int values[2] = {1, 2};
    return SHOW(await late(2) + sum) + SHOW(sum + values[0]);
}
