/* What yield_from goes on with is a generator. */
#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

generator(int) numbers(int *p)
{
    yield_from(int, late(1));
    yield_from(int, p);
    yield_from(int, numbers(p));
}
