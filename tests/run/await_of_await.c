// An await gives a future that is awaited in turn.
// no-erase
// expect: 5
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async future(int) same(future(int) f)
{
    await async_yield();
    return f;
}

async int main(void)
{
    future(int) f = spawn(late(5));
    printf("%d\n", *await (await same(f)));
    return 0;
}
