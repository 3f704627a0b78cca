// A request to cancel that comes while tasks are joined is thrown when the way out is done, defers included.
// no-erase
// expect: falls joined deferred behind 125
// expect: returns joined deferred cancelled
// expect: breaks joined deferred behind 125
// expect: throws joined deferred caught 5 behind 125
// expect: throws on joined deferred failed 5
// expect: timeout deferred 0
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async void resists(void)
{
    try {
        await async_sleep(60);
    } catch (e) {
        for (int i = 0; i < 4; i++)
            await async_yield();
        printf(" joined");
    }
}

static async int leaves(int how)
{
    try {
        for (int i = 0; i < 1; i++) {
            defer {
                await async_yield();
                printf(" deferred");
            }
            future(void) child = spawn(resists());
            await async_yield();
            (void)child;
            if (how == 1)
                return 1;
            if (how == 2)
                break;
            if (how == 3)
                throw EIO;
        }
    } catch (e) {
        printf(" caught %d", e);
    }
    printf(" behind");
    try {
        await async_yield();
    } catch (e) {
        printf(" %d", e);
    }
    return 0;
}

static async int throws_on(void)
{
    defer {
        await async_yield();
        printf(" deferred");
    }
    future(void) child = spawn(resists());
    await async_yield();
    (void)child;
    throw EIO;
}

static async void cancel_in_join(future(int) task, const char *name)
{
    printf("%s", name);
    for (int i = 0; i < 3; i++)
        await async_yield();
    future_cancel(task);
    await async_settle(task);
    if (future_cancelled(task))
        printf(" cancelled");
    else if (future_error(task))
        printf(" failed %d", future_error(task));
    puts("");
}

static async int times_out(void)
{
    async_timeout (0) {
        defer {
            await async_yield();
            printf(" deferred");
        }
        future(void) child = spawn(resists());
        (void)child;
    }
    return 0;
}

async int main(void)
{
    static const char *const names[] = {"falls", "returns", "breaks", "throws"};
    for (int i = 0; i < 4; i++) {
        future(int) task = spawn(leaves(i));
        await cancel_in_join(task, names[i]);
    }
    future(int) task = spawn(throws_on());
    await cancel_in_join(task, "throws on");
    printf("timeout");
    try {
        printf(" %d\n", await times_out());
    } catch (e) {
        printf(" %s\n", async_error_name(e));
    }
    return 0;
}
