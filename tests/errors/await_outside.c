#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int plain(void)
{
    int x = await late(1);
    return x + (await late(2) ? 1 : await late(3));
}

static inline int header_like(int n)
{
    while (await late(n) > 0)
        n--;
    return n;
}

static void of_future(future(int) handle)
{
    await handle;
}

int main(void)
{
    (void)of_future;
    return plain() + header_like(1);
}
