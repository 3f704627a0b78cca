#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

typedef async int maker(int);

static maker *const table[] = {late};
static int ordinary = 1;

static int plain(void)
{
    late(1);
    return ordinary ? table[0](2) : 0;
}

async int main(void)
{
    int x = late(3) + 1;
    (void)late(4);
    if (table[0](5))
        x += await late(late(6));
    for (late(7); x; late(8))
        break;
    (void)sizeof late(9);
    async_sleep(0.1);
    return x + plain();
}
