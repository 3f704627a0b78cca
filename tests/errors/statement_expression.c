#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = await late(3);
    while (({
        if (x == 1)
            break;
        x--;
    }))
        await late(1);
    for (int i = 0; i < 3; ({
             if (x)
                 continue;
             i++;
         }))
        await late(2);
    return x;
}
