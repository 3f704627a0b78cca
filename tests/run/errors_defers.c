// Errors, defers, timeouts, owned tasks.
// no-erase
// expect: caught 5 oops
// expect: a 3 b 2 c 1
// expect: d2 d1 caught 7
// expect: cancelled child
// expect: sum 30
// expect: timeout 1
// expect: break defer0 break
// expect: loop 0 x0 1 x1 2 x2
// expect: ret 42 late-defer
// expect: nested 9 8
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}
static async int fails(int code)
{
    await async_yield();
    throw async_error(code, "oops");
}
static async void defers(void)
{
    defer printf(" c %d\n", 1);
    defer {
        await async_yield();
        printf(" b %d", 2);
    }
    printf("a %d", await late(3));
}
static async int deep(void)
{
    defer printf("d1 ");
    {
        defer {
            await async_yield();
            printf("d2 ");
        }
        await late(1);
        await fails(7);
    }
    return 1;
}
static async void child(void)
{
    try {
        await async_sleep(100);
    } catch (e) {
        printf("%s child\n", e == ECANCELED ? "cancelled" : "?");
        throw;
    }
}
static async int value(int x)
{
    await async_sleep(0.001);
    return x;
}
static async int ret(void)
{
    int v = 42;
    defer v = 0;
    defer {
        await async_yield();
        printf("ret 42 late-defer");
    }
    return await late(v);
}
static async int nested(void)
{
    try {
        try {
            await fails(8);
        } catch (e) {
            printf("nested 9 ");
            throw e;
        }
    } catch (e) {
        return e;
    }
    return 0;
}

async int main(void)
{
    try {
        await fails(5);
    } catch (e) {
        printf("caught %d %s\n", e, async_caught().message);
    }
    await defers();
    try {
        printf("%d", await deep());
    } catch (e) {
        await async_yield();
        printf("caught %d\n", e);
    }
    {
        future(void) c = spawn(child());
        await async_yield();
        await async_yield();
    }
    {
        future(int) a = spawn(value(10));
        future(int) b = spawn(value(20));
        int sum = *await a;
        sum += *await b;
        printf("sum %d\n", sum);
    }
    try {
        async_timeout (0.01) {
            await async_sleep(50);
        }
    } catch (e) {
        printf("timeout %d\n", e == ETIMEDOUT);
    }
    for (int i = 0; i < 3; i++) {
        defer printf("defer%d ", i);
        printf("break ");
        if (await late(i) == 0)
            break;
    }
    printf("break\n");
    printf("loop");
    for (int i = 0; i < 3; i++) {
        defer printf(" x%d", i);
        printf(" %d", await late(i));
        if (i == 1)
            continue;
    }
    puts("");
    int r = await ret();
    puts("");
    (void)r;
    printf("%d\n", await nested());
    return 0;
}
