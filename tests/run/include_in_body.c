// #include in the middle of a body, of a file whose text awaits.
// expect: included 4
// expect: 6
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
#define INCLUDED 4
#include "multi/body.inc"
#undef INCLUDED
    printf("%d\n", await late(6));
    return 0;
}
