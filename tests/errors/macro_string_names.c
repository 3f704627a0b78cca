#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#include <assert.h>

#define SHOW(x) (#x[0] ? (x) : 0)
#define GLUE(a, b) a##b

async int main(void)
{
    int values[2] = {1, 2};
    await async_yield();
    assert(values[0] == 1);
    return SHOW(values[1]) + GLUE(val, ues)[0];
}
