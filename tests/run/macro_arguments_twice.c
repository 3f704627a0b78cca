// await in an argument that a macro uses more than once, or makes a string of.
// expect: 25 calls 2
// expect: 7 calls 2
// expect: await late(3) = 3
// expect: 9 8
// expect: 1 4 9
// expect: ok
#include <assert.h>
#include <async.h>
#include <stdio.h>

#define SQUARE(x) ((x) * (x))
#define TWICE(x) ((x) + (x))
#define SHOW(x) printf("%s = %d\n", #x, x)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define EACH(i, n) for (int i = 1; i <= (n); i++)
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            puts("failed: " #condition);                                                           \
            return 1;                                                                              \
        }                                                                                          \
    } while (0)

static int calls;

static async int late(int x)
{
    calls++;
    await async_yield();
    return x;
}

async int main(void)
{
    int x = SQUARE(await late(5));
    printf("%d calls %d\n", x, calls);
    calls = 0;
    x = TWICE(await late(3)) + 1;
    printf("%d calls %d\n", x, calls);
    SHOW(await late(3));
    printf("%d %d\n", MAX(await late(9), await late(4)), MAX(await late(2), SQUARE(2) * 2));
    EACH(i, await late(3))
        printf("%d%c", SQUARE(await late(i)), i == 3 ? '\n' : ' ');
    CHECK(await late(1));
    CHECK(await late(0) == 0 && SQUARE(await late(2)) == 4);
    assert(await late(1));
    puts("ok");
    return 0;
}
