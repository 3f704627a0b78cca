// A function that gives no value, whatever its type says, leaves alone what it keeps.
// flags: -Wno-return-type
// expect: 1 0x123456789abc 2
#include <async.h>
#include <stdio.h>

static void *volatile source = (void *)0x123456789abc;

static async int keeps(int first)
{
    void *pointer = source;
    await async_yield();
    printf("%d %p", first, pointer);
    await async_yield();
    printf(" %d\n", pointer == source ? 2 : 3);
}

async int main(void)
{
    await keeps(1);
    return 0;
}
