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

async int main(void)
{
    future(int) a = spawn(1 + 2);
    future(int) b = spawn(plain(1));
    future(int) c = spawn(await late(1));
    future(int) d = spawn(late(late(1)));
    (void)a, (void)b, (void)c, (void)d;
    return 0;
}
