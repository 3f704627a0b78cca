// An owner asks once more: somebody else's request is dealt with by now. The two are not one.
// no-erase
// expect: stubborn 1
// expect: first 1
// expect: second 1
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async int stubborn(void)
{
    try {
        await async_sleep(1);
    } catch (e) {
        printf("stubborn %d\n", e == ECANCELED);
    }
    await async_sleep(0.5);
    return 1;
}

static async int waiter(void)
{
    future(int) s = spawn(stubborn());
    try {
        await async_all(s);
    } catch (e) {
        printf("first %d\n", e == ECANCELED);
    }
    try {
        await async_sleep(1);
        puts("slept");
    } catch (e) {
        printf("second %d\n", e == ECANCELED);
    }
    return 0;
}

static async int owner(void)
{
    future(int) w = spawn(waiter());
    await async_yield();
    await async_yield();
    future_cancel(w); /* is passed on to what async_all awaits; then the owner ends */
    return 0;
}

int main(void)
{
    async_test_clock(1);
    async_run(owner());
    return 0;
}
