#include <async.h>
async int size(int n);
async int rows(int n, int table[][await size(n)])
{
    await async_yield();
    return (int)sizeof *table / n;
}
async int columns(int n, int table[][size(n)])
{
    await async_yield();
    return (int)sizeof *table / n;
}
