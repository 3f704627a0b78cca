#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int sum;
/* The name in its own definition is not expanded again; there is no way to write that down. */
#define sum (sum + 1)

#define LATE(x)                      \
    do {                             \
        if (await late(x) + sum < 0) \
            return -1;               \
    } while (0)
#define FIRST (values[0] + sum)

async int main(void)
{
    int values[2] = {1, 2};
    LATE(1);
    return FIRST;
}
