#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int n = await late(3);
    int values[n];
    static int (*last)[n];
    last = &values;
    await async_yield();
    return (*last)[0];
}
