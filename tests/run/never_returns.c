// A function with a value whose loop never ends.
// no-erase
// expect: 3
#include <async.h>
#include <stdio.h>

static int served;

static async int serve(int by)
{
    for (;;) {
        served += by;
        await async_yield();
    }
}

async int main(void)
{
    spawn(serve(1));
    while (served < 3)
        await async_yield();
    printf("%d\n", served);
    return 0;
}
