// Statements that begin or end within the use of a macro.
// expect: 3 4
// expect: 5 6 7 8
// expect: 9 10 11
// expect: 1 2
// expect: 4 6
#include <async.h>
#include <stdio.h>

#define ID(x)                      x
#define LAST(a, b)                 b
#define FIRST(a, b)                a
#define DECLARE(type, name, value) type name = value
#define SEQUENCE(a, b)             a b

struct pair {
    int a, b;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int plain(int x)
{
    await async_yield();
    return ID(x);
}

static async int second(int x)
{
    return LAST(0, (int)sizeof(char[4]) * (x > 0));
}

static async int nested(int x)
{
    int *p = &x;
    await async_yield();
    if (LAST(0, *p == 5))
        return LAST(7, ID(*p));
    else
        return FIRST(ID(x), LAST(0, 1));
}

static async int awaited(int x)
{
    int *p = &x;
    if (x == 7)
        return ID(await late(ID(*p)));
    return await ID(late(LAST(0, x)));
}

static async int behind(int x)
{
    int *p = &x;
    await async_yield();
    if (*p == 9)
        return ID(({
            await async_yield();
            x;
        }));
    if (x == 10)
        return 1 + LAST(*p, x - 1);
    ID(return LAST(0, x);)
}

async int main(void)
{
    printf("%d %d\n", await plain(3), await second(4));
    printf("%d %d %d %d\n", await nested(5), await nested(6), await awaited(7), await awaited(8));
    printf("%d %d %d\n", await behind(9), await behind(10), await behind(11));

    DECLARE(await async_yield(); struct pair, pair, ((struct pair){1, 2}));
    struct pair *at = &pair;
    await async_yield();
    printf("%d %d\n", at->a, pair.b);

    DECLARE(await async_yield(); int, x, 3 + await late(0));
    SEQUENCE(await async_yield();, x++;)
    SEQUENCE(await async_yield(); int, y = await late(6);)
    int *where = &y;
    await async_yield();
    printf("%d %d\n", x, *where);
}
