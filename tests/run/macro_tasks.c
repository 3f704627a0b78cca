// The runtime's own macros around, and in, uses of macros that are expanded.
// no-erase
// expect: spawned 13
// expect: bare 7
// expect: both 9
// expect: list[0] + *await h = 2
#include <async.h>
#include <stdio.h>

#define SQUARE(x) ((x) * (x))
#define ID(x) x
#define SHOW(x) printf("%s = %d\n", #x, x)
#define START(x) spawn(late(list[0] + (x)))
#define SUM(a, b) (*await a + *await b)

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int list[1] = {1};
    await late(0);
    future(int) f = spawn(late(SQUARE(await late(3))));
    future(int) g = spawn(late(ID(SQUARE)(await late(2))));
    printf("spawned %d\n", SUM(f, g));
    future(int) bare = future_new(int);
    future_set(bare, SQUARE(await late(2)) + list[0] + ID(2));
    printf("bare %d\n", ID(*await bare));
    future_free(bare);
    future(int) h = 0, i = 0;
    h = START(await late(3));
    i = START(SQUARE(await late(2)));
    await async_all(h, ID(i));
    printf("both %d\n", *h + *i);
    h = START(0);
    SHOW(list[0] + *await h);
    return 0;
}
