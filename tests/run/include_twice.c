// The same text that awaits, included twice in one body.
// expect: included 4
// expect: included 5
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
    for (int i = 5; i < 6; i++) {
#define INCLUDED i
#include "multi/body.inc"
#undef INCLUDED
    }
    printf("%d\n", await late(6));
    return 0;
}
