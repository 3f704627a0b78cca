// A program that takes the keywords for itself behind the header.
// no-erase
// expect: 28
#include <async.h>
#include <stdio.h>
#undef try
#undef catch
#undef defer
#undef throw
#undef yield
#define try(x) ((x) + 1)
#define defer  3
static int throw_(int x)
{
    return x;
}
#define throw throw_
enum { yield = 4 };
static async int leaf(int catch)
{
    await async_yield();
    return catch;
}
static _Generator(int) gen(int n)
{
    while (n--)
        _Yield try(n);
}
async int main(void)
{
    int s = try(defer) + throw(2) + yield;
    s += await leaf(try(s));
    gen_each (int v, gen(2))
        s += v;
    _Try
    {
        _Throw throw(4);
    }
    _Catch(e)
    {
        s += e;
    }
    printf("%d\n", s);
    return 0;
}
