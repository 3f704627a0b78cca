#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static void leave(int *p)
{
    *p = 0;
}

#define SCOPED __attribute__((cleanup(leave)))

async int main(void)
{
    __attribute__((cleanup(leave))) int x = 1;
    SCOPED int y = 2;
    int z __attribute__((__cleanup__(leave))) = await late(3);
    return x + y + z;
}
