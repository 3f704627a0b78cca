// sizeof of arrays of variable size in the arguments of the header's macros.
// no-erase
// expect: 12 25 13 48
#include <async.h>
#include <stdio.h>

generator(int) pair(int n)
{
    yield n;
    yield n + 1;
}
static async int leaf(int x)
{
    await async_yield();
    return x;
}
static async void f(int n)
{
    int v[n], m[n][n], *p = v, s = 0;
    future(int) t = spawn(leaf(sizeof v));
    gen_each (int x, pair(sizeof v))
        s += x;
    generator(int) g = pair(1);
    gen_next(g);
    gen_send(g, sizeof v);
    gen_free(g);
    v[0] = 1;
    future(int) u = spawn(leaf((int)sizeof *m + p[0]));
    future(int) w = spawn(leaf(sizeof m[0] * n + sizeof(int[n])));
    printf("%d %d %d %d\n", *await t, s, *await u, *await w);
}

async int main(void)
{
    await f(3);
    return 0;
}
