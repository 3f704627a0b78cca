// A future that is freed as soon as it is done, or before, is there for all who wait for it: tasks,
// those that wait for several, shields, and shields of shields.
// no-erase
// expect: pending: await 125 shield 125 all 125 any 0 settle 0
// expect: failed: await 5 broken shield 5 broken all 5 broken any 0 settle 5
// expect: set: await 9 shield 9 all 9 any 0 settle 0
// expect: owned by another block: 1 1
#include <async.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

static async void awaits(future(int) x)
{
    try {
        printf(" await %d", *await x);
    } catch (e) {
        printf(" await %d%s%s", e, e == EIO ? " " : "", async_caught().message);
    }
}
static async void all(future(int) x)
{
    try {
        await async_all(x, x);
        printf(" all %d", *x);
    } catch (e) {
        printf(" all %d%s%s", e, e == EIO ? " " : "", async_caught().message);
    }
}
static async void any(future(int) x)
{
    printf(" any %d", await async_any(x));
}
static async void shield(future(int) x)
{
    try {
        printf(" shield %d", *await async_shield(async_shield(x)));
    } catch (e) {
        printf(" shield %d%s%s", e, e == EIO ? " " : "", async_caught().message);
    }
}
static async void settle(future(int) x, int how)
{
    await async_settle(x);
    printf(" settle %d", how ? future_error(x) : 0);
}

static async void freed(const char *name, int how)
{
    future(int) x = future_new(int);
    printf("%s:", name);
    future(void) a = spawn(awaits(x));
    future(void) b = spawn(all(x));
    future(void) c = spawn(any(x));
    future(void) d = spawn(shield(x));
    future(void) e = spawn(settle(x, how));
    await async_yield();
    if (how == 1)
        future_fail(x, async_error(EIO, "broken"));
    if (how == 2)
        future_set(x, 9);
    future_free(x);
    // who takes a record of an error that was given back writes over it
    for (int i = 0; i < 3; i++)
        try {
            throw async_error(EIO, "another");
        } catch (code) {
            await async_yield();
        }
    await async_all(a, b, c, d, e);
    puts("");
}

static future(int) shared;
static async int late(void)
{
    await async_sleep(1);
    return 1;
}
static async void owner(void)
{
    future(int) mine = spawn(late());
    shared = mine;
    await mine;
}
static async void reads(void)
{
    future(int) other = spawn(late());
    future(int) outer = async_shield(shared);
    await async_all(outer, other);
    printf(" %d", *outer);
}
static async void reads_shields(void)
{
    future(int) outer = async_shield(async_shield(shared));
    await async_settle(outer);
    printf(" %d", *outer);
}

static async void is_ordered(void)
{
    printf("owned by another block:");
    future(void) a = spawn(owner());
    await async_yield();
    await async_yield();
    future(void) b = spawn(reads());
    future(void) c = spawn(reads_shields());
    await async_all(a, b, c);
    puts("");
}

async int main(void)
{
    async_test_clock(true);
    await freed("pending", 0);
    await freed("failed", 1);
    await freed("set", 2);
    await is_ordered();
    return 0;
}
