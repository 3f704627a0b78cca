#include <async.h>

int late(int x);
async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    return await late(1);
}
