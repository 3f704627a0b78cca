// static locals keep their value between calls and are shared by tasks; extern and typedef in blocks.
// expect: 1 2 3
// expect: 10 20 a
// expect: 0 1 2 4
// expect: 77
// expect: 5 6 8
#include <async.h>
#include <stdio.h>

int global = 77;

static async int count(void)
{
    static int calls;
    await async_yield();
    return ++calls;
}

static async int *place(int step)
{
    static int places[2] = {0, 10};
    await async_yield();
    places[1] += step;
    return places;
}

static async int accumulate(int x)
{
    static int total;
    static const char *const names[] = {"zero", "one"};
    int before = total;
    await async_yield();
    total += x;
    return names[0] == names[1] ? -1 : before;
}

static async int outer_extern(void)
{
    extern int global;
    typedef int number;
    number n = global;
    await async_yield();
    return n;
}

static async int two_with_one_name(int which)
{
    if (which) {
        static int n = 5;
        await async_yield();
        return n++;
    }
    static int n = 8;
    await async_yield();
    return n--;
}

async int main(void)
{
    int a = await count(), b = await count(), c = await count();
    printf("%d %d %d\n", a, b, c);
    int *p = await place(0), first = p[1];
    p = await place(10);
    printf("%d %d %c\n", first, p[1], 'a' + p[0]);
    for (int i = 0; i < 4; i++)
        printf("%d%c", await accumulate(i + (i == 0)), i == 3 ? '\n' : ' ');
    printf("%d\n", await outer_extern());
    a = await two_with_one_name(1), b = await two_with_one_name(1), c = await two_with_one_name(0);
    printf("%d %d %d\n", a, b, c);
    return 0;
}
