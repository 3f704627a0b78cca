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
