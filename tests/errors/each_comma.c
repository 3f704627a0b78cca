/* A loop over a generator that is written like one of another language. */
#include <async.h>

static generator(int) numbers(void)
{
    yield 1;
}

int sum(void)
{
    int sum = 0;
    generator(int) g = numbers();
    gen_each (int v : g)
        sum += v;
    return sum;
}
