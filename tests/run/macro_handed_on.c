// What stands behind the use of a macro may be the arguments of another, whose name it comes to.
// expect: 4
// expect: 8 8
// expect: 9 10
// expect: 1 2
#include <async.h>
#include <stdio.h>

#define ID(x)       x
#define AGAIN(x)    ID(x)
#define EVALUATE(x) ID(x)
#define BRACKETS(x) (x)
#define ALIAS       BRACKETS
#define LOCAL       (x + 1)

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int sized(void)
{
    unsigned values[EVALUATE(AGAIN)(((unsigned)sizeof(int))) % 3u + 3];
    values[1] = 4;
    await async_yield();
    return (int)values[1];
}

static async int jump(int x)
{
    int *p = &x;
    await async_yield();
    switch (EVALUATE(AGAIN)((*p)) & 3) {
    case 1:
        return EVALUATE(BRACKETS)(x);
    case 2:
        return ID(ALIAS)((await late(*p)));
    }
    return 0;
}

async int main(void)
{
    printf("%d\n", await sized());
    int x = 3, *p = &x;
    await async_yield();
    int y = 4 + EVALUATE(BRACKETS)(LOCAL);
    await async_yield();
    int z = 4 + EVALUATE(AGAIN)((LOCAL)) * await late(1);
    printf("%d %d\n", y, z);
    y += EVALUATE(AGAIN)((*p)) && await late(1);
    z += ID(BRACKETS)(await late(2)) && EVALUATE(AGAIN)((*p)) ? ID(AGAIN)((await late(2))) : 0;
    printf("%d %d\n", y, z);
    printf("%d %d\n", await jump(1), await jump(2));
}
