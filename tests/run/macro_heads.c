// Macros that are the head of a statement, or the call itself, with awaits in their arguments.
// expect: 1 4 9
// expect: ok
// expect: 6
// expect: late_one 1
#include <async.h>
#include <stdio.h>

#define EACH(i, n) for (int i = 1; i <= (n); i++)
#define UNLESS(condition) if (!(condition))
#define CALL(f, ...) f(__VA_ARGS__)
#define PASTE(a, b) a##_##b
#define NOTHING

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int late_one(void)
{
    return await late(1);
}

static async int sum(int a, int b, int c)
{
    await async_yield();
    return a + b + c;
}

async int main(void)
{
    EACH(i, await late(3))
        printf("%d%c", i * i + await late(0), i == 3 ? '\n' : ' ');
    UNLESS(await late(1))
        puts("not ok");
    UNLESS(await late(0))
        puts("ok");
    printf("%d\n", await CALL(sum, 1, await late(2), 3));
    printf("late_one %d\n", await NOTHING PASTE(late, one)());
    return 0;
}
