#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#include <alloca.h>
#include <setjmp.h>
#include <unistd.h>

static jmp_buf where;

static int plain(void)
{
    char *p = alloca(8);
    return p != 0 && setjmp(where) == 0;
}

async int main(void)
{
    char *p = alloca(16);
    char *q = __builtin_alloca(16);
    if (setjmp(where))
        return 1;
    void *frame = __builtin_frame_address(0), *back = __builtin_return_address(0);
    void *(*frames)(unsigned long) = (void *)&vfork;
    if ((_setjmp)(where) || (*_setjmp)(where))
        return 2;
    await async_yield();
    return plain() + (p == q) + (frame == back) + (frames == (alloca)(3));
}
