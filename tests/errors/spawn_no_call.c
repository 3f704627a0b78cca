#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define go spawn

async int main(void)
{
    spawn(late);
    go(late);
    spawn();
    spawn(late(1), late(2));
    return 0;
}
