// Locals that are set on some ways only, or by a callee, or later than an await they live across.
// expect: 1 -
// expect: - 2
// expect: 10 30
// expect: 5
// expect: 4 8
// expect: 0 1 2 3
// expect: 6
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

struct pair {
    int set, unset;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void one_of(int which)
{
    int a, b;
    if (which)
        a = await late(1);
    else
        b = await late(2);
    await async_yield();
    if (which)
        printf("%d -\n", a);
    else
        printf("- %d\n", b);
}

static async bool fetch(int key, int *out)
{
    await async_yield();
    if (key < 0)
        return false;
    *out = key * 10;
    return true;
}

async int main(void)
{
    await one_of(1);
    await one_of(0);

    int first = 0, second = 0;
    if (await fetch(1, &first) && !await fetch(-1, &first) && await fetch(3, &second))
        printf("%d %d\n", first, second);

    int declared_first;
    await async_yield();
    declared_first = 5;
    await async_yield();
    printf("%d\n", declared_first);

    int x, y;
    x = y = 0;
    for (int i = 0; i < 2; i++) {
        int later;
        await async_yield();
        if (i == 0)
            later = 4;
        else
            later = await late(8);
        await async_yield();
        if (i == 0)
            x = later;
        else
            y = later;
    }
    printf("%d %d\n", x, y);

    int partly[4];
    for (int i = 0; i < 4; i++) {
        await async_yield();
        partly[i] = i;
    }
    for (int i = 0; i < 4; i++)
        printf("%d%c", partly[i], i == 3 ? '\n' : ' ');

    struct pair half;
    half.set = await late(6);
    await async_yield();
    printf("%d\n", half.set);
    return 0;
}
