#include <async.h>

typedef async int handler(int request);

/* A recursive callee and one behind a pointer take their frames from the task's stack. */
static async int depth(int n)
{
    if (n == 0)
        return 0;
    int below = await depth(n - 1);
    await async_yield();
    return below + 1;
}

async int dispatch(handler *const *handlers, int request)
{
    switch (await depth(request)) {
    case 1:
        return await handlers[0](request);
    default:
        return await (*handlers[1])(request);
    }
}
