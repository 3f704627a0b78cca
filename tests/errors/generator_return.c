/* A generator's return has no value. */
#include <async.h>

static generator(int) numbers(void) { yield 1; }

generator(int) mixed(int x)
{
    if (x == 1)
        return;
    if (x == 2)
        return numbers();
    yield 1;
}

async generator(int) handed_on(void)
{
    return numbers();
}

generator(int) ordinary(void)
{
    return numbers();
}
