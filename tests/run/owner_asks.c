/* A block's end asks each of its tasks to end: also one whose timeout has just fired, and one that is handling another
 * request and then ignores it. */
// no-erase
#include <async.h>
#include <errno.h>
#include <stdio.h>

static double start;

static async void retries(void)
{
    for (int i = 0; i < 5; i++) {
        try {
            async_timeout (1) {
                try {
                    await async_sleep(9);
                } catch (e) {
                    await async_sleep(1);
                    throw;
                }
            }
        } catch (e) {
            printf("try %d: %s at %.1f s\n", i, e == ETIMEDOUT ? "timed out" : "cancelled", async_time() - start);
            if (e == ECANCELED)
                throw;
        }
    }
}

static async void ignores(void)
{
    for (int i = 0; i < 5; i++) {
        try {
            await async_sleep(9);
        } catch (e) {
            await async_sleep(1);
            printf("asked %d at %.1f s\n", i, async_time() - start);
            if (i == 1)
                throw;
        }
    }
}

async int main(void)
{
    async_test_clock(1);
    start = async_time();
    {
        future(void) task = spawn(retries());
        await async_sleep(1.5);
    }
    {
        future(void) task = spawn(ignores());
        await async_sleep(1);
        future_cancel(task);
        await async_sleep(0.5); // it is handling that
    }
    printf("end at %.1f s\n", async_time() - start);
    return 0;
}
// expect: try 0: cancelled at 1.5 s
// expect: asked 0 at 3.5 s
// expect: asked 1 at 4.5 s
// expect: end at 4.5 s
