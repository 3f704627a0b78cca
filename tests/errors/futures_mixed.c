#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    future(int) f = spawn(late(1));
    int *p = f;
    future(long) g = f;
    future(char *) h = spawn(late(2));
    f = p;
    *f = 3;
    int x = await f;
    future(int) i = late(4);
    x += future_error(await late(5));
    return *await f + x + *f++;
}
