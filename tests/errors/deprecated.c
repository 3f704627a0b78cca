// only warnings
#include <async.h>

__attribute__((deprecated("use newer"))) static async int older(int x)
{
    await async_yield();
    return x;
}
__attribute__((deprecated)) int ordinary(void);

async int main(void)
{
    return await older(0) + ordinary();
}
