#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = 0, *p = &x;
    await async_yield();
#include "unsupported_include.h"
    return *p;
}
