// __COUNTER__ in async functions: the numbers are those of the plain program.
// expect: 0 1 2 3
// expect: 4 6 7
// expect: 8 9
// expect: 10 11
#include <async.h>
#include <stdio.h>
#define LATE(x)      await late(x)
#define PASTE_(a, b) a##b
#define PASTE(a, b)  PASTE_(a, b)
#define UNIQUE(x)    PASTE(x, __COUNTER__)
#define NEXT         LATE(__COUNTER__)
#define SWAP_(t, a, b)                                                                             \
    do {                                                                                           \
        int t = a;                                                                                 \
        await late(0);                                                                             \
        a = b;                                                                                     \
        b = t;                                                                                     \
    } while (0)
#define SWAP(a, b) SWAP_(UNIQUE(tmp_), a, b)
static async int late(int x)
{
    await async_yield();
    return x;
}
static int zero = __COUNTER__;
extern int after[2];

async int main(void)
{
    int list[2] = {1, 2};
    printf("%d %d %d %d\n", zero, NEXT, __COUNTER__, NEXT);
    printf("%d ", __COUNTER__);
    SWAP(list[0], list[1]);
    printf("%d ", NEXT);
    printf("%d\n", __COUNTER__);
    printf("%d ", __COUNTER__);
    printf("%d\n", __COUNTER__);
    printf("%d %d\n", after[0], after[1]);
    return 0;
}

int after[2] = {__COUNTER__, __COUNTER__};
