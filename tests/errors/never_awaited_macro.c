/* Functions of the runtime's that are called by a macro have its name. */
#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async void both(void)
{
    future(int) a = spawn(late(1));
    future(int) b = spawn(late(2));
    async_all(a, b);
    async_any(a, b);
}
