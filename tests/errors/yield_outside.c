/* What belongs to generators. */
#include <async.h>

generator(int) numbers(void) { yield 1; }

int ordinary(void)
{
    yield 1;
    yield_from(void, numbers());
    int x = received(int);
    return was_sent() ? x : 0;
}

async int other(void)
{
    yield 1;
    gen_return(2);
}

generator(int) handed_on(void)
{
    return was_sent() ? numbers() : 0;
}
