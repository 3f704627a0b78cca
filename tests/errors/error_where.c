/* async_error() stands where its words are taken along. */
#include <async.h>
#include <errno.h>

generator(int) numbers(void) { yield 1; }

async int fails(int x, future(int) f)
{
    generator(int) g = numbers();
    if (x == 1)
        throw async_error(EPROTO, "one");
    if (x == 2)
        throw (x ? async_error(EPROTO, "two") : EIO);
    future_fail(f, async_error(EPROTO, "three"));
    gen_throw(g, (async_error(EPROTO, "four")));
    gen_free(g);
    int code = async_error(EPROTO, "five");
    throw code + async_error(EPROTO, "six");
}

int ordinary(future(int) f)
{
    future_fail(f, async_error(EPROTO, "seven"));
    return async_error(EPROTO, "eight");
}
