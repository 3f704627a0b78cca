#include <async.h>

__attribute__((vectorcall)) async int one(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    return await one(0);
}
