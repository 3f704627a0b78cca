/* Nested timeouts while the loop is kept busy by a blocking call, by the names of asyncio's tests (test_timeouts.py). The
 * clock is the real one. */
// no-erase
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <time.h>

static void block(long milliseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000000}, NULL);
}

/* The code that leaves a timeout in which another one is, and that of the inner one. */
static async int nest(double outer_time, double inner_time, long busy, int *inner)
{
    try {
        async_timeout (outer_time) {
            try {
                async_timeout (inner_time) {
                    block(busy);
                    await async_sleep(10);
                }
            } catch (e) {
                *inner = e;
                if (e != ETIMEDOUT)
                    throw;
            }
            await async_sleep(10);
        }
    } catch (e) {
        return e;
    }
    return 0;
}

async int main(void)
{
    int inner = 0;
    double start = async_time();
    int outer = await nest(1, 0.01, 50, &inner); /* the inner one expires while it is busy */
    printf("nested_timeouts_loop_busy: %d %d\n", inner == ETIMEDOUT, outer == ETIMEDOUT);
    outer = await nest(0.05, 0.01, 100, &inner); /* both of them do: the outer one's request counts */
    printf("nested_timeouts_loop_busy, both: %d %d\n", inner == ECANCELED || inner == ETIMEDOUT,
           outer == ETIMEDOUT);
    outer = await nest(0.002, 5, 10, &inner);
    printf("nested_timeouts_concurrent: %d %d\n", inner == ECANCELED, outer == ETIMEDOUT);
    printf("in time: %d\n", async_time() - start < 9);
    return 0;
}
// expect: nested_timeouts_loop_busy: 1 1
// expect: nested_timeouts_loop_busy, both: 1 1
// expect: nested_timeouts_concurrent: 1 1
// expect: in time: 1
