#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int plain(int x)
{
    return x;
}

struct handlers {
    async int (*waiting)(int);
    int (*ordinary)(int);
};

static const struct handlers wrong = {plain, late};

static async int call(async int (*f)(int))
{
    return await f(1);
}

async int main(void)
{
    async int (*a)(int) = plain;
    int (*b)(int) = late;
    a = b;
    b = (a ? late : plain);
    return await call(plain) + await call(late) + wrong.ordinary(b == a);
}
