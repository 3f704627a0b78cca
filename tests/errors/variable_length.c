#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int sum(int n, const int (*grid)[n])
{
    await async_yield();
    return (*grid)[0];
}

async int main(void)
{
    int n = await late(3);
    int values[n];
    typedef char text[n];
    int *p = (int *)(int (*)[n])&n;
    values[0] = (int)sizeof(int[n]);
    return values[0] + (int)sizeof(text) + *p + await sum(n, &values);
}
