/* Errors, cleanup and timeouts belong to async functions and generators. */
#include <async.h>
#include <errno.h>
#include <stdio.h>

async int late(void);

int ordinary(int x)
{
    defer puts("left");
    try {
        if (x)
            throw EINVAL;
    } catch (e) {
        x = e;
    }
    async_timeout (1)
        x++;
    return x;
}

generator(int) plain(int x)
{
    defer puts("left");
    try {
        if (x)
            throw EINVAL;
        yield 1;
    } catch (e) {
        yield e;
    }
    async_timeout (1)
        x++;
}

async int no_catch(int x)
{
    if (x)
        throw;
    try {
        await late();
    } catch (e) {
        x = async_caught().code;
    }
    return async_caught().code;
}
