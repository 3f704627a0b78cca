#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    static void *const labels[] = {&&one, &&two};
    void *next = &&two;
    goto *labels[0];
one:
    await async_yield();
    goto *next;
two:
    return 0;
}
