// && || ?: a ?: b and comma: the right side runs exactly when C says so.
// expect: 0 1
// expect: 1 2
// expect: 1 1
// expect: 0 2
// expect: 5 2
// expect: 7 2
// expect: 9 1
// expect: 4 2
// expect: 1 3
// expect: 1 3
// expect: 3 3
// expect: 30 2
// expect: 1 1 0
// expect: skipped
#include <async.h>
#include <stdio.h>

static int calls;

static async int see(int x)
{
    calls++;
    await async_yield();
    return x;
}

static void show(int value)
{
    printf("%d %d\n", value, calls);
    calls = 0;
}

async int main(void)
{
    show(await see(0) && await see(1));
    show(await see(2) && await see(3));
    show(await see(2) || await see(3));
    show(await see(0) || await see(0));
    show(await see(1) ? await see(5) : await see(6));
    show(await see(0) ? await see(6) : await see(7));
    show(await see(9) ?: await see(8));
    show(await see(0) ?: await see(4));
    show(await see(1) && (await see(0) || await see(2)));
    show((await see(0) && await see(1)) || (await see(2) && !await see(0)) || await see(3));
    show((await see(1), await see(2), await see(3)));
    show((await see(1) ? 10 : 20) * (await see(0) ? 2 : 3));

    int a = 1, b = 0, c = 0;
    (void)((a && (b = await see(1))) || (c = await see(1)));
    printf("%d %d %d\n", a, b, c);
    calls = 0;
    if (b && !a && await see(1))
        printf("taken\n");
    else if (calls == 0)
        printf("skipped\n");
    return 0;
}
