#include <async.h>

#define IN_R12 __asm__("r12")

async int main(void)
{
    register int bound IN_R12 = 1;
    await async_yield();
    return bound;
}
