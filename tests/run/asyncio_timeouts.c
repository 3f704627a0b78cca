/* What asyncio's own tests say of timeouts (test_timeouts.py) and wait_for (test_waitfor.py), by their names. */
// no-erase
#include <async.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

static const char *name;
static double start;

#define CHECK(condition) \
    do { \
        if (!(condition)) \
            printf("%s: not so: %s\n", name, #condition); \
    } while (0)

static double passed(void)
{
    return async_time() - start;
}

static async void nested_timeouts(void)
{
    int inner = 0, outer = 0;
    try {
        async_timeout (1) {
            try {
                async_timeout (1)
                    await async_sleep(10);
            } catch (e) {
                inner = e;
                throw;
            }
        }
    } catch (e) {
        outer = e;
    }
    CHECK(inner == ECANCELED && outer == ETIMEDOUT);
}

static async void nested_timeout_in_finally(void)
{
    int in_defer = 0;
    try {
        async_timeout (1) {
            defer {
                try {
                    async_timeout (1)
                        await async_sleep(10);
                } catch (e) {
                    in_defer = e;
                }
            }
            await async_sleep(5);
        }
    } catch (e) {
        CHECK(e == ETIMEDOUT);
    }
    CHECK(in_defer == ETIMEDOUT && passed() == 2);
}

static future(int) self;

static async int cancels_itself(void)
{
    try {
        async_timeout (10) {
            future_cancel(self);
            await async_sleep(10);
        }
    } catch (e) {
        return e;
    }
    return 0;
}

static async void foreign_cancel_doesnt_timeout_if_not_expired(void)
{
    self = spawn(cancels_itself());
    CHECK(*await self == ECANCELED && passed() == 0);
}

static async int outer(void)
{
    try {
        async_timeout (1)
            await async_sleep(10);
    } catch (e) {
        return e;
    }
    return 0;
}

static async void outer_task_is_not_cancelled(void)
{
    future(int) task = spawn(outer());
    CHECK(*await task == ETIMEDOUT && !future_cancelled(task));
}

static async int cleans_up(double seconds, bool again)
{
    int result = 0;
    future_cancel(self);
    try {
        await async_sleep(1);
    } catch (e) {
        try {
            async_timeout (seconds) {
                if (again)
                    future_cancel(self);
                await async_sleep(2);
            }
        } catch (late) {
            result = late;
        }
    }
    return result;
}

static async void timeout_after_cancellation(void)
{
    self = spawn(cleans_up(0, false));
    CHECK(*await self == ETIMEDOUT);
}

static async void cancel_in_timeout_after_cancellation(void)
{
    self = spawn(cleans_up(1, true));
    CHECK(*await self == ECANCELED);
}

static async void foreign_exception_passed(void)
{
    int code = 0;
    try {
        async_timeout (1)
            throw EPROTO;
    } catch (e) {
        code = e;
    }
    CHECK(code == EPROTO);
}

static async void foreign_exception_on_timeout(void)
{
    int code = 0;
    try {
        async_timeout (1) {
            try {
                await async_sleep(10);
            } catch (e) {
                throw EPROTO;
            }
        }
    } catch (e) {
        code = e;
    }
    CHECK(code == EPROTO);
}

static async void set_later(future(int) f)
{
    await async_sleep(1);
    future_set(f, 5);
}

static async void wait_for_race_condition(void)
{
    future(int) f = future_new(int);
    defer future_free(f);
    future(void) setter = spawn(set_later(f));
    int value = 0;
    async_timeout (2)
        value = *await f;
    CHECK(value == 5);
}

static async int swallows(void)
{
    try {
        await async_sleep(1);
    } catch (e) {
        return e == ECANCELED;
    }
    return 0;
}

static async void wait_for_cancellation_race_condition(void)
{
    future(int) inner = spawn(swallows());
    int value = 0;
    async_timeout (0.01)
        value = *await inner;
    CHECK(value == 1);
}

static async int fails_late(void)
{
    try {
        await async_sleep(1);
    } catch (e) {
        throw EPROTO;
    }
    return 0;
}

static async void wait_for_reraises_exception_during_cancellation(void)
{
    future(int) inner = spawn(fails_late());
    int code = 0;
    try {
        async_timeout (0.01)
            await inner;
    } catch (e) {
        code = e;
    }
    CHECK(code == EPROTO);
}

static async int ends_slowly(bool *is_done)
{
    defer *is_done = true;
    try {
        await async_sleep(10);
    } catch (e) {
        await async_sleep(1);
        throw;
    }
    return 0;
}

static async void wait_for_waits_for_task_cancellation(void)
{
    bool is_done = false;
    future(int) inner = spawn(ends_slowly(&is_done));
    int code = 0;
    try {
        async_timeout (1)
            await inner;
    } catch (e) {
        code = e;
    }
    CHECK(code == ETIMEDOUT && is_done && passed() == 2);
}

static async int holds_up(void)
{
    try {
        await async_sleep(3);
    } catch (e) {
        try {
            await async_sleep(3);
        } catch (again) {
            await async_sleep(3);
        }
    }
    return 42;
}

static async int waits_for(future(int) inner)
{
    async_timeout (1)
        await inner;
    return *inner;
}

/* The value has come, and is not thrown away. Before Python 3.12 wait_for ended CANCELLED here. */
static async void wait_for_self_cancellation(void)
{
    future(int) inner = spawn(holds_up()), waiter = spawn(waits_for(inner));
    await async_sleep(2);
    future_cancel(waiter);
    CHECK(*await inner == 42 && passed() == 5);
    CHECK(*await waiter == 42);
}

static async void blocks(void)
{
    future(int) never = future_new(int);
    defer future_free(never);
    await never;
}

static async void waits(future(void) task, double seconds)
{
    async_timeout (seconds)
        await task;
}

static async void cancel_wait_for(void)
{
    for (int i = 0; i < 2; i++) {
        future(void) task = spawn(blocks());
        future(void) waiter = spawn(waits(task, i ? 60 : 1e9));
        await async_yield();
        future_cancel(waiter);
        await async_settle(waiter);
        CHECK(future_cancelled(waiter) && future_cancelled(task));
    }
}

async int main(void)
{
    static const struct {
        const char *name;
        async void (*run)(void);
    } tests[] = {
        {"nested_timeouts", nested_timeouts},
        {"nested_timeout_in_finally", nested_timeout_in_finally},
        {"foreign_cancel_doesnt_timeout_if_not_expired", foreign_cancel_doesnt_timeout_if_not_expired},
        {"outer_task_is_not_cancelled", outer_task_is_not_cancelled},
        {"timeout_after_cancellation", timeout_after_cancellation},
        {"cancel_in_timeout_after_cancellation", cancel_in_timeout_after_cancellation},
        {"foreign_exception_passed", foreign_exception_passed},
        {"foreign_exception_on_timeout", foreign_exception_on_timeout},
        {"wait_for_race_condition", wait_for_race_condition},
        {"wait_for_cancellation_race_condition", wait_for_cancellation_race_condition},
        {"wait_for_reraises_exception_during_cancellation",
         wait_for_reraises_exception_during_cancellation},
        {"wait_for_waits_for_task_cancellation", wait_for_waits_for_task_cancellation},
        {"wait_for_self_cancellation", wait_for_self_cancellation},
        {"cancel_wait_for", cancel_wait_for},
    };
    async_test_clock(1);
    for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++) {
        name = tests[i].name;
        start = async_time();
        await tests[i].run();
        printf("%s\n", name);
    }
    return 0;
}
// expect: nested_timeouts
// expect: nested_timeout_in_finally
// expect: foreign_cancel_doesnt_timeout_if_not_expired
// expect: outer_task_is_not_cancelled
// expect: timeout_after_cancellation
// expect: cancel_in_timeout_after_cancellation
// expect: foreign_exception_passed
// expect: foreign_exception_on_timeout
// expect: wait_for_race_condition
// expect: wait_for_cancellation_race_condition
// expect: wait_for_reraises_exception_during_cancellation
// expect: wait_for_waits_for_task_cancellation
// expect: wait_for_self_cancellation
// expect: cancel_wait_for
