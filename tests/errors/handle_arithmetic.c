/* Nothing is computed with futures and generators. */
#include <async.h>

async int late(void);
generator(int) numbers(void) { yield 1; }

async int computes(future(int) *many)
{
    future(int) f = spawn(late());
    future(int) n = many[1];
    generator(int) g = numbers();
    int x = f[0] + *(f + 1) + 1[n];
    f++;
    f += 2;
    x += g[0];
    --g;
    x += f - n;
    x += f == n || !g || f != 0 || many[2] == *(many + 1);
    return x;
}

int ordinary(future(int) *many, generator(int) g)
{
    future(int) f = many[0];
    f = many[1];
    many++;
    g += 1;
    return f[1] + *g;
}

int other(future(int) f)
{
    f++;
    return *f;
}
