#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int first(int n)
{
    int values[n];
    return values[0];
}

static async int second(int n)
{
    return ({ await late(n); });
}

static async int third(int n)
{
    static void *const there = &&here;
    if (n)
        goto *there;
here:
    return await late(n);
}

async int main(void)
{
    return await first(1) + await second(2) + await third(3);
}
