#include "multi/errors_callees.h"

async int error_at_once(int code)
{
    if (code)
        throw async_error(code, "at once");
    return 1;
}
async int later_error(int code)
{
    defer await async_yield();
    await async_yield();
    throw async_error(code, "later");
}
