// A struct is read as a whole before an element of an array in it changes.
// no-erase
// flags: -Wno-sequence-point -Wno-unknown-warning-option
// expect: 2321
// expect: 2221
// expect: 7327
#include <async.h>
#include <stdio.h>

struct s {
    int x, a[2];
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int sum(struct s s, int v)
{
    await async_yield();
    return s.x + 10 * s.a[0] + 100 * s.a[1] + 1000 * v;
}

async int main(void)
{
    struct s s = {1, {2, 3}};
    int i = 1;
    printf("%d\n", await sum(s, --s.a[i]));
    printf("%d\n", await sum(s, s.a[1]++));
    struct s t = {7, {2, 3}};
    printf("%d\n", await sum(t, t.a[0] = 7));
    return await late(0);
}
