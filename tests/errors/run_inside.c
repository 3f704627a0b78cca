#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = async_run(late(1));
    return async_run(late(x + 1));
}
