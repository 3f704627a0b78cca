/* What asyncio's own tests say of shield (test_tasks.py), by their names. */
// no-erase
#include <async.h>
#include <errno.h>
#include <stdio.h>

static const char *name;

#define CHECK(condition) \
    do { \
        if (!(condition)) \
            printf("%s: not so: %s\n", name, #condition); \
    } while (0)

static async void briefly(void)
{
    await async_yield();
    await async_yield();
}

static async void shield_result(void)
{
    future(int) inner = future_new(int);
    defer future_free(inner);
    future(int) outer = async_shield(inner);
    future_set(inner, 42);
    CHECK(*await outer == 42);
}

static async void shield_exception(void)
{
    future(int) inner = future_new(int);
    defer future_free(inner);
    future(int) outer = async_shield(inner);
    await briefly();
    future_fail(inner, EPROTO);
    await briefly();
    CHECK(future_error(outer) == EPROTO && future_error(inner) == EPROTO);
}

static async void shield_cancel_inner(void)
{
    future(int) inner = future_new(int);
    defer future_free(inner);
    future(int) outer = async_shield(inner);
    await briefly();
    future_cancel(inner);
    await briefly();
    CHECK(future_cancelled(outer));
}

static async void shield_cancel_outer(void)
{
    future(int) inner = future_new(int);
    defer future_free(inner);
    future(int) outer = async_shield(inner);
    await briefly();
    future_cancel(outer);
    await briefly();
    CHECK(future_cancelled(outer));
    CHECK(!future_done(inner));
    CHECK(future_set(inner, 1));
}

static async void shield_shortcut(void)
{
    future(int) done = future_new(int);
    defer future_free(done);
    future_set(done, 42);
    CHECK(*await async_shield(done) == 42);
}

static int proof;

static async void effect_inner(future(int) waiter)
{
    await waiter;
    proof += 1;
}

static async void effect_outer(future(void) inner)
{
    await async_shield(inner);
    proof += 100;
}

static async void shield_effect(void)
{
    future(int) waiter = future_new(int);
    defer future_free(waiter);
    future(void) inner = spawn(effect_inner(waiter));
    future(void) outer = spawn(effect_outer(inner));
    await briefly();
    future_cancel(outer);
    await async_settle(outer);
    CHECK(future_cancelled(outer));
    future_set(waiter, 0);
    await briefly();
    CHECK(proof == 1);
}

static async int gathers(future(int) a, future(int) b)
{
    await async_all(a, b);
    return *a + *b;
}

static async void shield_gather(void)
{
    future(int) child1 = future_new(int), child2 = future_new(int);
    defer future_free(child1);
    defer future_free(child2);
    future(int) parent = spawn(gathers(child1, child2));
    future(int) outer = async_shield(parent);
    await briefly();
    future_cancel(outer);
    await briefly();
    CHECK(future_cancelled(outer));
    future_set(child1, 1);
    future_set(child2, 2);
    CHECK(*await parent == 3);
}

static async void gather_shield(void)
{
    future(int) child1 = future_new(int), child2 = future_new(int);
    defer future_free(child1);
    defer future_free(child2);
    future(int) inner1 = async_shield(child1), inner2 = async_shield(child2);
    future(int) parent = spawn(gathers(inner1, inner2));
    await briefly();
    future_cancel(parent);
    await async_settle(parent);
    CHECK(future_cancelled(parent) && future_cancelled(inner1) && future_cancelled(inner2));
    CHECK(future_set(child1, 1) && future_set(child2, 2));
}

/* The callee of an await that shields is cancelled by its owner all the same. */
static async int sleeps(void)
{
    defer printf("slept\n");
    await async_sleep(9);
    return 1;
}

static async void shield_and_owner(void)
{
    future(int) task = spawn(sleeps());
    try {
        async_timeout (1)
            await async_shield(task);
    } catch (e) {
        CHECK(e == ETIMEDOUT);
    }
    CHECK(!future_done(task));
}

async int main(void)
{
    static const struct {
        const char *name;
        async void (*run)(void);
    } tests[] = {
        {"shield_result", shield_result},
        {"shield_exception", shield_exception},
        {"shield_cancel_inner", shield_cancel_inner},
        {"shield_cancel_outer", shield_cancel_outer},
        {"shield_shortcut", shield_shortcut},
        {"shield_effect", shield_effect},
        {"shield_gather", shield_gather},
        {"gather_shield", gather_shield},
        {"shield_and_owner", shield_and_owner},
    };
    async_test_clock(1);
    for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++) {
        name = tests[i].name;
        await tests[i].run();
        printf("%s\n", name);
    }
    return 0;
}
// expect: shield_result
// expect: shield_exception
// expect: shield_cancel_inner
// expect: shield_cancel_outer
// expect: shield_shortcut
// expect: shield_effect
// expect: shield_gather
// expect: gather_shield
// expect: slept
// expect: shield_and_owner
