#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int add(a, b)
    int a, b;
{
    await async_yield();
    return a + b;
}

async int main(void)
{
    return await add(1, 2);
}
