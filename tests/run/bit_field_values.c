// A bit-field narrower than int counts as an int, also when its value waits for what stands to its right.
// expect: 1 1 1 1
// expect: 1 1 1
#include <async.h>
#include <stdio.h>

struct bits {
    unsigned low : 3;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    struct bits b = {3};
    int less = b.low - 5 < await late(0);
    int set = (b.low = 2) > await late(-1);
    printf("%d %d ", less && b.low > await late(-1), set);
    printf("%d ", (await late(1), b.low) > await late(-1));
    printf("%d\n", b.low++ > await late(-1));
    printf("%d ", (await late(1) ? b.low : b.low) > -1);
    printf("%d ", (await late(1), b.low) > -1);
    printf("%d\n", -b.low < await late(0));
    return 0;
}
