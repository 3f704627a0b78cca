// What stands to the left of an await in the same expression is kept with its exact type and value:
// arrays that decay, functions, bit-fields, chars, floats, structs, literals, places.
// expect: abc 3
// expect: 1 2.5 x 7
// expect: -1 255 65535 1.5
// expect: 30 3 4
// expect: 9 1
// expect: 14
// expect: 1 0 1
// expect: 10 4
// expect: 6 3 2
// expect: 2 1 5
// expect: 1.25 2
// expect: 20 7
#include <async.h>
#include <stdint.h>
#include <stdio.h>

struct point {
    int x, y;
};
struct bits {
    unsigned a : 3;
    signed b : 4;
};

static async int late(int x)
{
    await async_yield();
    return x;
}
static async float late_float(float x)
{
    await async_yield();
    return x;
}
static async signed char late_char(signed char x)
{
    await async_yield();
    return x;
}
static async unsigned short late_short(unsigned short x)
{
    await async_yield();
    return x;
}
static async int first_of(const int *p, int i)
{
    await async_yield();
    return p[i];
}
static async int call(int (*f)(int, int), struct point p, int c)
{
    await async_yield();
    return f(p.x, p.y) + c;
}

static int add(int a, int b)
{
    return a + b;
}
static int pick(struct point p, int which, const struct point *q)
{
    return which ? p.x : q->y;
}
static double mean(const double *values, int count, float weight)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum / count * weight;
}

async int main(void)
{
    char text[] = "abc";
    printf("%s %d\n", text, await late(3));
    printf("%d %.1f %c %d\n", 1, 2.5, 'x', await late(7));
    uint8_t byte = 255;
    printf("%d %d %d %.1f\n", await late_char(-1), byte, await late_short(65535),
           await late_float(1.5f));

    struct point p = {1, 2}, q = {3, 4};
    int sum = await call(add, (struct point){10, 20}, await late(0));
    printf("%d %d %d\n", sum, pick(q, await late(1), &p), pick(p, await late(0), &q));

    struct bits bits = {1, -4};
    unsigned mixed = bits.a + 8 * (await late(1) != 0);
    printf("%u %d\n", mixed, bits.b < 0 && await late(1) ? 1 : 0);

    int values[] = {5, 9};
    printf("%d\n", values[0] + *(values + await late(1)));
    printf("%d %d %d\n", values == &values[await late(0)], values + 1 == values + await late(0),
           "literal"[0] == await late('l'));

    int total = add(q.x, await late(3)) + p.y * await late(2);
    printf("%d %d\n", total, await first_of((int[]){2, 4}, await late(1)));

    int a = 1, b = 2, c = 3;
    a = b * c + 0 * await late(1), b = a / b + await late(0), c = await late(a) - b - 1;
    printf("%d %d %d\n", a, b, c);
    struct point from = p;
    p = (struct point){from.y, await late(from.x)};
    printf("%d %d %d\n", p.x, p.y, (await late(1), q).x + p.x);

    double parts[] = {1, 2, 3};
    printf("%.2f %d\n", mean(parts + await late(0), await late(2) - 1, await late_float(1.25f)),
           (int)(parts[1] + 0.5 * await late(0)));
    long wide = 1L << 33;
    unsigned u = 7u - await late(14) + 14u;
    int shifted = (int)((wide >> await late(31)) * 5);
    printf("%d %u\n", shifted, u);
    return 0;
}
