#include <async.h>
#define FAST __attribute__((regparm(2)))

static async int __attribute__((no_caller_saved_registers)) one(int x)
{
    await async_yield();
    return x;
}
FAST static async int two(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    return await one(await two(0));
}
