// The same name at several depths, in for headers, in siblings with different types, over a parameter,
// over a global, over a function.
// flags: -Wno-shadow
// expect: 1 2 3 2 1
// expect: 10 0 1 2 10
// expect: 5 2.50 z 7 string
// expect: 4 104 4
// expect: 9 3 9
// expect: 6 60
// expect: 3 -> 30 31 -> 3
// expect: 2 1 0
#include <async.h>
#include <stdio.h>

struct v {
    int v;
};

static int value = 9;

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void over_parameter(int p)
{
    printf("%d ", p);
    {
        int p = await late(104);
        await async_yield();
        printf("%d ", p);
    }
    await async_yield();
    printf("%d\n", p);
}

static async void over_global(void)
{
    printf("%d ", value);
    if (await late(1)) {
        int value = await late(3);
        await async_yield();
        printf("%d ", value);
    }
    printf("%d\n", await late(value));
}

async int main(void)
{
    int x = await late(1);
    printf("%d ", x);
    {
        int x = await late(2);
        printf("%d ", x);
        {
            int x = await late(3);
            await async_yield();
            printf("%d ", x);
        }
        await async_yield();
        printf("%d ", x);
    }
    await async_yield();
    printf("%d\n", x);

    int i = await late(10);
    printf("%d ", i);
    for (int i = 0; i < await late(3); i++) {
        await async_yield();
        printf("%d ", i);
    }
    printf("%d\n", i);

    {
        int v = await late(5);
        await async_yield();
        printf("%d ", v);
    }
    {
        double v = await late(5) / 2.0;
        await async_yield();
        printf("%.2f ", v);
    }
    {
        char v[2] = {(char)await late('z'), 0};
        await async_yield();
        printf("%s ", v);
    }
    {
        struct v v = {await late(7)};
        await async_yield();
        printf("%d ", v.v);
    }
    {
        const char *v = "string";
        await async_yield();
        printf("%s\n", v);
    }

    await over_parameter(4);
    await over_global();

    int late_result = await late(6);
    {
        int late = late_result * 10;
        await async_yield();
        printf("%d %d\n", late_result, late);
    }

    int n = 3;
    printf("%d -> ", n);
    for (int n = await late(30); n < 32; n++) {
        printf("%d ", n);
        await async_yield();
    }
    printf("-> %d\n", n);

    for (int x = 2; x >= 0; x--) {
        int y = x;
        await async_yield();
        for (int x = 5; x < 6; x++)
            await async_yield();
        printf("%d%c", x == y ? x : -1, x ? ' ' : '\n');
    }
    return 0;
}
