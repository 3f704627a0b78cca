#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define MAX(a, b)                       \
    ({                                  \
        int a_ = (a), b_ = (b);         \
        a_ > b_ ? a_ : b_;              \
    })

async int main(void)
{
    int x = ({
        int y = await late(1);
        y + 1;
    });
    x = MAX(await late(3), 2) + MAX(x, 5);
    for (;;)
        x += ({
            if (x > 9)
                break;
            if (x > 8)
                return 1;
            1;
        });
    return x;
}
