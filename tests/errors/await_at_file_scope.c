#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int value = await late(1);
static int other = late(2);

async int main(void)
{
    static int kept = await late(3);
    return value + other + kept;
}
