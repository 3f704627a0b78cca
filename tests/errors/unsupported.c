#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void arm(void)
{
    int x = 1;
    __asm__ goto("" : : : : done);
done:
    await async_yield();
    (void)x;
}

async int main(void)
{
    int x = _Generic(1, int: await late(1), default: 2);
    x += __builtin_choose_expr(1, await late(3), 4);
    await arm();
    return x;
}
