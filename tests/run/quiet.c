// The flag -w, under which clang says nothing that is not an error.
// flags: -w
// expect: 3
#include <async.h>
#include <stdio.h>

#define TWICE(x) (await half(x) + await half(x))

static async int half(int x)
{
    await async_yield();
    return x / 2;
}

async int main(void)
{
    printf("%d\n", TWICE(2) + 1);
    return 0;
}
