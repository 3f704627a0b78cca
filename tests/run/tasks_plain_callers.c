// Plain callers: async_run that fails, spawn, detach and the end of the loop.
// no-erase
// expect: run 7
// expect: failed 0 12 12
// expect: detached(125) joined
// expect: kept 3
// expect: cancelled main tasks: b(125) a(125)
// expect: callback 1 done 3
// expect: callback order: 1 2 3
// expect: removed 2: 9
// expect: spawned by a callback 5
// expect: deadlock 1 d
// expect: cancelled: 0 125
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async int seven(void)
{
    await async_yield();
    return 7;
}
static async int failing(void)
{
    await async_yield();
    throw 12;
}
static async void waits(const char *name)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        printf("%s(%d)", name, e);
        await async_sleep(0.001);
        throw;
    }
}
static async void detaches(void)
{
    detach(spawn(waits("detached")));
    await async_yield();
    await async_yield();
}
static async int value(int x)
{
    await async_yield();
    return x;
}
static async void two(void)
{
    future(void) a, b;
    a = spawn(waits(" a"));
    b = spawn(waits(" b"));
    await async_yield();
    await async_yield();
    (void)a, (void)b;
}
static void called(void *arg)
{
    printf(" %d", *(int *)arg);
}
static void spawns(void *arg)
{
    future(int) *place = arg;
    *place = spawn(value(5));
}
static async void callbacks(void)
{
    int one = 1, second = 2, three = 3, nine = 9;
    {
        future(int) t = spawn(value(3));
        future_on_done(t, called, &one);
        printf("callback");
        int v = *await t;
        await async_yield();
        printf(" done %d\ncallback order:", v);
    }
    {
        future(int) t = spawn(value(3));
        future_on_done(t, called, &one);
        future_on_done(t, called, &second);
        await t;
        future_on_done(t, called, &three);
        await async_yield();
        await async_yield();
    }
    {
        future(int) t = spawn(value(3));
        future_on_done(t, called, &one);
        future_on_done(t, called, &nine);
        future_on_done(t, called, &one);
        printf("\nremoved %d:", future_remove_on_done(t, called, &one));
        await t;
        await async_yield();
    }
    {
        future(int) f = NULL;
        future(int) t = spawn(value(3));
        future_on_done(t, spawns, &f);
        await t;
        while (!f)
            await async_yield();
        printf("\nspawned by a callback %d\n", *await f);
        future_free(f);
    }
}
static async void deadlocks(void)
{
    future(int) never = future_new(int);
    defer printf(" d\n");
    try {
        await never;
    } catch (e) {
        printf("deadlock %d", e == EDEADLK);
    }
    future_free(never);
}
static void quiet(const struct async_report *r, void *arg)
{
    (void)r, (void)arg;
}
static async int cancels(void)
{
    await async_yield();
    throw ECANCELED;
}

int main(void)
{
    printf("run %d\n", async_run(seven()));
    async_on_unhandled(quiet, NULL);
    errno = 0;
    int r = async_run(failing());
    printf("failed %d %d %d\n", r, errno, async_run_error());
    async_run(detaches());
    printf(" joined\n");
    async_loop_open(NULL);
    future(int) kept = spawn(value(3));
    async_run(seven());
    async_run(seven());
    printf("kept %d\n", *kept);
    future_free(kept);
    async_loop_close();
    printf("cancelled main tasks:");
    async_run(two());
    puts("");
    async_run(callbacks());
    async_run(deadlocks());
    r = async_run(cancels());
    printf("cancelled: %d %d\n", r, async_run_error());
}
