#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct fixed {
    const int id;
    int count;
};
struct outer {
    struct fixed inner[2];
};

async int main(void)
{
    struct fixed f = {1, 2};
    struct outer o = {{{3, 4}, {5, 6}}};
    struct fixed forgotten = {7, 8};
    int sum = forgotten.id;
    await async_yield();
    return f.id + o.inner[1].count + sum;
}
