// `return` of every kind of expression: commas, assignments, ?:, braces, conversions.
// expect: 0 1
// expect: 4 4
// expect: -1 255 1
// expect: 2 3
// expect: 7 8
// expect: 1.5 2
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

struct pair {
    int a, b;
};

static bool failed;
static int stored;

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int comma(void)
{
    return failed = true, 0;
}
static async int assignment(int x)
{
    return stored = await late(x);
}
static async unsigned char narrow(int x)
{
    await async_yield();
    return x;
}
static async bool truth(int x)
{
    return await late(x);
}
static async int minus(unsigned char c)
{
    await async_yield();
    return ~c | c << 8 ? -c : c;
}
static async struct pair braces(int a, int b)
{
    await async_yield();
    return (struct pair){a, .b = await late(b)};
}
static async int comma_late(int x)
{
    return await late(1), stored = 8, await late(x);
}
static async double wider(void)
{
    await async_yield();
    return 1.5f;
}
static async int narrower(void)
{
    return await wider() * 2 - 1;
}

async int main(void)
{
    int zero = await comma();
    printf("%d %d\n", zero, failed);
    int four = await assignment(4);
    printf("%d %d\n", four, stored);
    printf("%d %d %d\n", await minus(1), await narrow(-1), await truth(256));
    struct pair p = await braces(2, 3);
    printf("%d %d\n", p.a, p.b);
    int seven = await comma_late(7);
    printf("%d %d\n", seven, stored);
    printf("%.1f %d\n", await wider(), await narrower());
    return 0;
}
