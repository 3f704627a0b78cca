#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int inner(int x)
    {
        return x;
    }
    return await late(inner(1));
}
