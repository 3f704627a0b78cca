// await in the arguments of user macros: used once, not at all, nested.
// expect: 5 6
// expect: 3 calls 1
// expect: 0 calls 0
// expect: 9 8
// expect: 1 4 9
// expect: 6 4
#include <async.h>
#include <stdio.h>

#define SQUARE(x) ((x) * (x))
#define ID(x) x
#define PLUS(a, b) ((a) + (b))
#define DROP(x) 0
#define EACH(i, n) for (int i = 1; i <= (n); i++)

static int calls;

static async int late(int x)
{
    calls++;
    await async_yield();
    return x;
}

static async int sum(int a, int b, int c)
{
    await async_yield();
    return a + b + c;
}

async int main(void)
{
    int x = ID(await late(5));
    printf("%d %d\n", x, await late(ID(x) + 1));
    calls = 0;
    x = ID(ID(await late(3)));
    printf("%d calls %d\n", x, calls);
    calls = 0;
    x = DROP(await late(3));
    printf("%d calls %d\n", x, calls);
    printf("%d %d\n", PLUS(await late(4), await late(5)), PLUS(SQUARE(2), await late(x) + 4));
    EACH(i, 3)
        printf("%d%c", SQUARE(i) + await late(0), i == 3 ? '\n' : ' ');
    printf("%d %d\n", await sum(1, await ID(late)(2), 3), await sum(ID(1), ID(await late(2)), ID(1)));
    return 0;
}
