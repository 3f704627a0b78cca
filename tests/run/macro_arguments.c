// await in the arguments of user macros: used once, twice, not at all, nested, and stringised.
// expect: 5 25
// expect: 3 calls 1
// expect: 7 calls 2
// expect: 0 calls 0
// expect: await late(3) = 3
// expect: 9 8
// expect: 1 4 9
// expect: ok
// expect: 6 4
// expect: late_one 1
#include <async.h>
#include <stdio.h>

#define SQUARE(x) ((x) * (x))
#define ID(x) x
#define TWICE(x) ((x) + (x))
#define DROP(x) 0
#define SHOW(x) printf("%s = %d\n", #x, x)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define EACH(i, n) for (int i = 1; i <= (n); i++)
#define CHECK(condition) do { if (!(condition)) { puts("failed: " #condition); return 1; } } while (0)
#define CALL(f, ...) f(__VA_ARGS__)
#define PASTE(a, b) a##_##b
#define NOTHING

static int calls;

static async int late(int x)
{
    calls++;
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
    int x = ID(await late(5));
    int squared = SQUARE(await late(x));
    printf("%d %d\n", x, squared);
    calls = 0;
    x = ID(ID(await late(3)));
    printf("%d calls %d\n", x, calls);
    calls = 0;
    x = TWICE(await late(3)) + 1;
    printf("%d calls %d\n", x, calls);
    calls = 0;
    x = DROP(await late(3));
    printf("%d calls %d\n", x, calls);
    SHOW(await late(3));
    printf("%d %d\n", MAX(await late(9), await late(4)), MAX(await late(2), SQUARE(2) * 2));
    EACH(i, await late(3))
        printf("%d%c", SQUARE(await late(i)), i == 3 ? '\n' : ' ');
    CHECK(await late(1));
    CHECK(await late(0) == 0 && SQUARE(await late(2)) == 4);
    puts("ok");
    printf("%d %d\n", await CALL(sum, 1, await late(2), 3), await sum(ID(1), ID(await late(2)), ID(1)));
    printf("late_one %d\n", await NOTHING PASTE(late, one)());
    return 0;
}
