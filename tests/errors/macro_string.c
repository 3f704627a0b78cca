#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#include <assert.h>

#define SHOW(x) (#x[0] ? (x) : 0)

async int main(void)
{
    assert(await late(1) == 1);
    return SHOW(await late(2));
}
