// Up to the last await everything is evaluated strictly left to right, with every compiler.
// no-erase: C leaves the order open
// flags: -Wno-unsequenced -Wno-sequence-point
// expect: abcd: 10
// expect: abc: 6
// expect: abcde: 15
// expect: 1 2 3
// expect: ab: 1
// expect: 5 105
// expect: 12
// expect: 3 30
// expect: abcd: 1 2 3 4
// expect: ab: 7
#include <async.h>
#include <stdio.h>

static char trace[32];
static int length;

static int now(char c, int x)
{
    trace[length++] = c;
    trace[length] = 0;
    return x;
}

static async int late(char c, int x)
{
    now(c, x);
    await async_yield();
    return x;
}

static void show(int value)
{
    printf("%s: %d\n", trace, value);
    length = 0;
    trace[0] = 0;
}

static int sum5(int a, int b, int c, int d, int e)
{
    return a + b + c + d + e;
}

static int *slot(char c, int *p)
{
    now(c, 0);
    return p;
}

struct four {
    int a, b, c, d;
};

async int main(void)
{
    show(now('a', 1) + await late('b', 2) + now('c', 3) + await late('d', 4));
    show(now('a', 1) + now('b', 2) + await late('c', 3));
    show(sum5(now('a', 1), await late('b', 2), now('c', 3), await late('d', 4), now('e', 5)));

    int i = 1; // each reads i when its turn comes
    int got[3] = {i, (i = await late('x', 2)), i + await late('y', 1)};
    length = 0;
    printf("%d %d %d\n", got[0], got[1], got[2]);

    int place = 0; // the place before the value assigned to it
    *slot('a', &place) = await late('b', 1);
    show(place);

    int v = 5; // v is read before the await changes it
    int both = v + (v = await late('x', 100));
    length = 0;
    printf("%d %d\n", both - 100, both);

    int k = 0;
    int a[3] = {0, 0, 0};
    a[k++] = k + await late('x', 11);
    length = 0;
    printf("%d\n", a[0]);

    i = 2;
    int *p = a; // p++ happens before the await
    *p++ = i++ + await late('x', 1);
    *p = i * 10 + await late('x', 0);
    length = 0;
    printf("%d %d\n", a[0], a[1]);

    struct four f = {.d = now('a', 4), .c = await late('b', 3), .a = now('c', 1), .b = await late('d', 2)};
    length = 4;
    printf("%s: %d %d %d %d\n", trace, f.a, f.b, f.c, f.d);
    length = 0;
    show((now('a', 0), await late('b', 7)));
    return 0;
}
