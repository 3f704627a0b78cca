#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define TRY(e)              \
    do {                    \
        if ((e) < 0)        \
            return -1;      \
    } while (0)
#define AWAIT await
#define LATE(x) AWAIT late(x)

async int main(void)
{
    int x = LATE(1);
    TRY(await late(2));
    x += AWAIT late(3);
    return x;
}
