#include <async.h>

static async void keep(void *p, int n)
{
    int(**q)[n] = &(int(*)[n]){p};
    await async_yield();
    (**q)[0] = 1;
}

async int main(void)
{
    int x[3];
    await keep(x, 3);
    return x[0] - 1;
}
