#include <async.h>

inline async int shared(int x)
{
    await async_yield();
    return x + 1;
}
inline async int recursive(int x)
{
    await async_yield();
    return x ? await recursive(x - 1) + 1 : 3;
}
inline generator(int) counts(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}
