#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#include "no_such_header.h"

async int main(void)
{
    return await late(nothing);
}
