#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define TOTAL (values[0] + values[1])
#define FIRST values[0]

async int main(void)
{
    int values[2] = {1, 2};
    await async_yield();
    FIRST = 2;
    return TOTAL;
}
