/* A request to cancel that comes while tasks are joined is kept until all of the way out is done: ways out within a
 * defer, its timeouts, and those of what it calls, do not deliver it. */
// no-erase
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async void resists(const char *name)
{
    try {
        await async_sleep(9);
    } catch (e) {
        await async_sleep(1);
        printf("%s ended\n", name);
    }
}

static async void quick(void)
{
    await async_yield();
}

static async void cleanup(void)
{
    defer printf("cleanup's own\n");
    future(void) task = spawn(quick());
    await task;
    await async_sleep(1);
    printf("cleanup is done\n");
}

static async void leaves(void)
{
    defer {
        for (int i = 0; i < 2; i++) {
            defer await async_yield();
            future(void) task = spawn(quick());
            await task;
            printf("turn %d\n", i);
        }
        await cleanup();
        try {
            async_timeout (1)
                await async_sleep(2);
        } catch (e) {
            printf("timed out: %d\n", e == ETIMEDOUT);
        }
    }
    future(void) child = spawn(resists("the child"));
    await async_sleep(1);
    throw EIO;
}

static async void parent(void)
{
    try {
        await leaves();
    } catch (e) {
        printf("left: %d\n", e == EIO);
        try {
            await async_yield();
            printf("not cancelled\n");
        } catch (late) {
            printf("then: %d\n", late == ECANCELED);
        }
    }
}

async int main(void)
{
    async_test_clock(1);
    future(void) task = spawn(parent());
    await async_sleep(1.5); // it joins the child
    printf("asked: %d\n", future_cancel(task));
    await async_settle(task);
    return 0;
}
// expect: asked: 1
// expect: the child ended
// expect: turn 0
// expect: turn 1
// expect: cleanup is done
// expect: cleanup's own
// expect: timed out: 1
// expect: left: 1
// expect: then: 1
