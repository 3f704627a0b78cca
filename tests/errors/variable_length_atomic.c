#include <async.h>

async int main(void)
{
    int n = 3, values[3] = {0};
    await async_yield();
    int (*_Atomic last)[n] = &values;
    await async_yield();
    return (*last)[0];
}
