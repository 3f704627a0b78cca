#include <async.h>

async static async int late(int x)
{
    await async_yield();
    return x;
}

_Async int async twice(async int (*f)(int));
async;

async int main(void)
{
    return await late(1);
}
