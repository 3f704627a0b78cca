#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int plain(int x)
{
    return x;
}

int main(void)
{
    int x = async_run(plain(1));
    return async_run(x) + async_run(await late(2));
}
