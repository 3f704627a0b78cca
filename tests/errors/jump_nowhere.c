/* break and continue need a loop: a catch block and an async_timeout are none. */
#include <async.h>

async int late(void);

async int nowhere(int x)
{
    try {
        await late();
    } catch (e) {
        if (e)
            break;
        continue;
    }
    for (; x; x--) {
        try {
            await late();
        } catch (e) {
            if (x == 2)
                continue;
            break;
        }
    }
    return x;
}
