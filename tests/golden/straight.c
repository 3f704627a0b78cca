#include <async.h>
#include <stdio.h>

/* A call, a call of the runtime, a value that is used twice. */
static async int add_later(int a, int b)
{
    await async_sleep(0.1); // what it waits for
    return a + b;
}

async int main(void)
{
    int sum = await add_later(1, 2);
    printf("%d %d\n", sum, await add_later(sum, 3));
    return sum == 3 ? 0 : 1;
}
