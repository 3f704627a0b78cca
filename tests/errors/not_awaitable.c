#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct pair {
    int x, y;
};

static int plain(int x)
{
    return x;
}

static async struct pair pair(void)
{
    await async_yield();
    return (struct pair){1, 2};
}

async int main(void)
{
    int x = 1;
    await x;
    await plain(2);
    await late;
    x = await pair().x;
    x = await (3 + await late(4));
    (void)await &x;
    return (await pair()).y;
}
