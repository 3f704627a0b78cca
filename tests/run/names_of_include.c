// Names in a text that is included in a body stand at offsets of their own.
// expect: 55 7
#include <async.h>
#include <stdio.h>

static async void set(int *to, int value)
{
    await async_yield();
    *to = value;
}

static async int sum(void)
{
    int kept = 0, total = 0, a = 1, b = 2;
#include "multi/names.inc"
    await set(&kept, 7);
    printf("%d %d\n", total, kept);
    return 0;
}

async int main(void)
{
    return await sum();
}
