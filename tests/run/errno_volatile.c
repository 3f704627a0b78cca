// errno after awaited calls, volatile and const locals, register hints.
// expect: -1 EBADF
// expect: 0 set
// expect: 3 3
// expect: 10 12
// expect: 5 8 9
// expect: 6
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int failing(void)
{
    await async_yield();
    errno = EDOM;
    return -1;
}

async int main(void)
{
    char c;
    ssize_t n = await async_read(-1, &c, 1);
    printf("%zd %s\n", n, errno == EBADF ? "EBADF" : "?");
    int rc = await failing();
    int saved = errno;
    await async_yield();
    printf("%d %s\n", rc + 1, saved == EDOM ? "set" : "lost");

    volatile int v = 1;
    v += await late(1);
    await async_yield();
    v++;
    volatile int *pv = &v;
    printf("%d %d\n", v, *pv);

    const int before = await late(10);
    const int *const kept = &before;
    await async_yield();
    printf("%d %d\n", before, *kept + 2);

    const int table[] = {5, await late(8), 9};
    await async_yield();
    printf("%d %d %d\n", table[0], table[1], table[2]);

    register int r = 1;
    for (register int i = 0; i < 5; i++)
        r += (int)(await late(i) >= 0);
    printf("%d\n", r);
    return 0;
}
