// What is spawned or run may stand in parentheses, and be the chosen arm of _Generic.
// no-erase
// expect: 1 2 3
// expect: 4 5
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int all(async int (*pointer)(int))
{
    future(int) a = spawn((late(1)));
    future(int) b = spawn(((pointer(2))));
    future(int) c = spawn(_Generic(1, int: late(3)));
    printf("%d %d %d\n", *await a, *await b, *await c);
    return 0;
}

int main(void)
{
    async int (*pointer)(int) = late;
    async_run((all(late)));
    printf("%d %d\n", async_run(_Generic(1, int: late(4))), async_run(((*pointer)(5))));
    return 0;
}
