// Every compound assignment with an await on the right, on the left, and on both sides.
// expect: 13 7 30 3 1
// expect: 40 5 2 7 5
// expect: 0 11 0 0
// expect: 0 11 0 50
// expect: 3.75
// expect: 3
// expect: 9 9
// expect: 2 4
// expect: 250
// expect: 0 0 9
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int *place(int *p)
{
    await async_sleep(0.001);
    return p;
}

struct pair {
    int a, b;
};

async int main(void)
{
    int v = 10, w = 10, x = 10, y = 10, z = 10;
    v += await late(3), w -= await late(3), x *= await late(3), y /= await late(3);
    z %= await late(3);
    printf("%d %d %d %d %d\n", v, w, x, y, z);

    v = w = x = y = z = 5;
    v <<= await late(3), w >>= await late(0), x &= await late(2) | 2, y |= await late(2);
    z ^= await late(0);
    x = x == 0 ? 2 : x;
    printf("%d %d %d %d %d\n", v, w, x, y, z);

    int a[4] = {0, 1, 0, 0};
    a[await late(1)] += await late(10);
    printf("%d %d %d %d\n", a[0], a[1], a[2], a[3]);
    *await place(&a[3]) -= await late(-50);
    printf("%d %d %d %d\n", a[0], a[1], a[2], a[3]);

    double d = 1.25;
    d *= await late(3);
    printf("%.2f\n", d);

    char *s = "abcdef";
    s += await late(2);
    s += 1 - await late(1);
    printf("%d\n", *s - '`');

    int p, q;
    p = q = await late(9);
    printf("%d %d\n", p, q);

    struct pair pair = {1, 1};
    struct pair *to = &pair;
    to->a += await late(1);
    (&pair)->b *= await late(1) + to->a;
    pair.b += 1;
    printf("%d %d\n", pair.a, pair.b);

    unsigned char byte = 240;
    byte += await late(10);
    printf("%d\n", byte);

    int i = 0;
    a[i] += i + 0 * await late(4);
    a[2] = a[0] + (i = await late(0));
    a[1] = 9 + a[2];
    printf("%d %d %d\n", a[0], i, a[1]);
    return 0;
}
