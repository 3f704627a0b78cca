#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int kept __attribute__((annotate("kept"))) = await late(1), *p = &kept;
    _Alignas(16) char text[4] = "abc";
    await async_yield();
    return text[0] + *p;
}
