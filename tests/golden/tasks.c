#include <async.h>

static async int fetch(const char *name)
{
    await async_yield();
    return name[0];
}

static async int both(void)
{
    future(int) a = spawn(fetch("x"));
    future(int) b = spawn(fetch("y"));
    return *await a + *await b;
}

int plain_caller(void)
{
    return async_run(both());
}
