/* What a catch block throws on may be caught within it, and thrown on once more. */
// no-erase
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async void fails(void)
{
    await async_yield();
    throw async_error(EPROTO, "the first");
}

static async void caught_within(void)
{
    try {
        await fails();
    } catch (e) {
        try {
            throw;
        } catch (again) {
            printf("within: %d %s\n", again == e, async_caught().message);
            await async_yield();
        }
        printf("still held: %s\n", async_caught().message);
        throw;
    }
}

static async void looked_at_in_defer(void)
{
    try {
        await fails();
    } catch (e) {
        defer printf("leaving with %s\n", async_caught().message);
        await async_yield();
        throw;
    }
}

/* A timeout takes the ECANCELED for its own, though it is the catch block's. */
static async void timed(future(void) cancelled)
{
    try {
        await cancelled;
    } catch (e) {
        try {
            async_timeout (0) {
                try {
                    await async_sleep(1);
                } catch (own) {
                    printf("cancelled: %d\n", own == ECANCELED);
                    throw;
                }
            }
        } catch (late) {
            printf("timed out: %d\n", late == ETIMEDOUT);
        }
        printf("the outer one: %d\n", async_caught().code == ECANCELED);
        throw;
    }
}

static async void stopped(void)
{
    throw ECANCELED;
}

async int main(void)
{
    async_test_clock(1);
    try {
        await caught_within();
    } catch (e) {
        printf("out: %s\n", async_caught().message);
    }
    try {
        await looked_at_in_defer();
    } catch (e) {
        printf("out: %s\n", async_caught().message);
    }
    future(void) cancelled = spawn(stopped());
    try {
        await timed(cancelled);
    } catch (e) {
        printf("out: %d\n", e == ECANCELED);
    }
    return 0;
}
// expect: within: 1 the first
// expect: still held: the first
// expect: out: the first
// expect: leaving with the first
// expect: out: the first
// expect: cancelled: 1
// expect: timed out: 1
// expect: the outer one: 1
// expect: out: 1
