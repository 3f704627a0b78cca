// Loops over async generators: every way out closes them.
// no-erase
// expect: 1 2 3 end
// expect: 1 closed 2
// expect: caught 7 closed
// expect: ret 2 closed
// expect: cancelled closed
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async generator(int) ticks(int n, const char *end)
{
    defer printf("%s", end);
    for (int i = 1; i <= n; i++) {
        await async_sleep(0.001);
        yield i;
    }
}
static async generator(int) slow(void)
{
    defer {
        await async_yield();
        printf("closed\n");
    }
    for (int i = 1;; i++) {
        await async_sleep(i);
        yield i;
    }
}
static async int find(int what)
{
    await_each (int v, ticks(9, " closed\n"))
        if (v == what) {
            printf("ret %d", v);
            return v;
        }
    return 0;
}
static async void stuck(void)
{
    try {
        await_each (int v, slow())
            (void)v;
    } catch (e) {
        (void)e;
        throw;
    }
}
async int main(void)
{
    await_each (int v, ticks(3, "end\n"))
        printf("%d ", v);
    await_each (int v, ticks(3, "closed ")) {
        if (v == 2)
            continue;
        printf("%d ", v);
        await async_yield();
        if (v == 1)
            break;
    }
    printf("2\n");
    try {
        await_each (int v, ticks(3, " closed\n")) {
            printf("caught %d", v + 6);
            throw EINVAL;
        }
    } catch (e) {
        (void)e;
    }
    await find(2);
    {
        future(void) s = spawn(stuck());
        await async_yield();
        await async_yield();
        printf("cancelled ");
        (void)s;
    }
    return 0;
}
