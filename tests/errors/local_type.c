#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int peek(const void *p)
{
    await async_yield();
    return *(const int *)p;
}

async int main(void)
{
    struct point {
        int x, y;
    } here = {1, 2};
    struct {
        int z;
    } nameless = {3};
    struct point *at = &here;
    union word {
        int i;
        char c[4];
    };
    union word w = {.i = await late(1)};
    enum colour { RED, GREEN } colour = RED;
    await async_yield();
    return at->x + nameless.z + w.i + colour + await peek(&(struct point){4, 5});
}
