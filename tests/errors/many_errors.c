#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int first(int n)
{
    late(1);
    return await n;
}

static int second(void)
{
    return await late(2);
}

static async int third(void)
{
    int x = late(3);
    return x + async_run(late(4));
}

async int main(void)
{
    future(int) none = spawn(1);
    (void)none;
    return await first(1) + second() + third();
}
