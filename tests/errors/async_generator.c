/* An async generator is resumed by await. */
#include <async.h>

static async generator(int) ticks(void) { yield 1; }
static generator(int) numbers(void) { yield 1; }
typedef async generator(int) ticker(void);

async int consumes(ticker *make)
{
    generator(int) g = ticks(), h = (numbers());
    int sum = 0;
    while (gen_next(g))
        sum += *g;
    gen_throw(g, 1);
    gen_close(make());
    gen_each (int v, ticks())
        sum += v;
    gen_each (int v, g)
        sum += v;
    await_each (int v, ticks())
        sum += v;
    while (await gen_anext(h) && gen_next(h))
        sum += *h;
    gen_free(g);
    gen_free(h);
    return sum;
}

int ordinary(void)
{
    generator(int) g = ticks();
    int sum = gen_next(g) ? *g : 0;
    gen_free(g);
    return sum;
}
