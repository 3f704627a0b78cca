// Tasks that nothing can wake are ended when the loop closes, and main if it waits on after it was
// told: catch blocks are passed over, defers run, and nothing is lost (the sanitizer tells).
// no-erase
// expect: stubborn: caught 125, deferred
// expect: in a defer: caught 125, first, second
// expect: gathers: caught 125, deferred
// expect: each: caught 125, closed, deferred
// expect: joins: child asked, child deferred, deferred
// expect: circle: two deferred, one deferred
// expect: main: told, deferred 0 35
// expect: main joins: child asked, child deferred, after the block 7 0
// expect: loops: deferred
// expect: called: other 0, again 0
#include <async.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static async void never(void)
{
    await async_sleep(INFINITY);
}

static async void stubborn(void)
{
    defer printf(", deferred\n");
    try {
        throw EIO;
    } catch (e) {
        try {
            await never();
        } catch (cancelled) {
            printf("caught %d", cancelled);
            try {
                throw;
            } catch (again) {
                await never();
            }
        }
    }
}

static async void in_a_defer(void)
{
    defer printf(", second\n");
    defer
    {
        defer printf(", first");
        try {
            await never();
        } catch (e) {
            printf("never");
        }
    }
    try {
        await never();
    } catch (e) {
        printf("caught %d", e);
        throw;
    }
}

static async void gathers(void)
{
    defer printf(", deferred\n");
    future(void) a = spawn(never());
    future(int) b = future_new(int);
    defer future_free(b);
    try {
        await async_all(a, b);
    } catch (e) {
        printf("caught %d", e);
        future(int) c = future_new(int);
        defer future_free(c);
        await async_settle(a, c);
        await async_any(c);
    }
}

static async generator(int) values(void)
{
    defer printf(", closed");
    yield 1;
    try {
        await never();
    } catch (e) {
        printf("caught %d", e);
        await never();
    }
}
static async void each(void)
{
    defer printf(", deferred\n");
    await_each (int i, values())
        if (i != 1)
            printf("?");
}

static async void child(void)
{
    defer printf(", child deferred");
    try {
        await never();
    } catch (e) {
        printf("child asked");
        await never();
    }
}
static async void joins(void)
{
    defer printf(", deferred\n");
    future(void) x = spawn(child());
    await async_yield();
}

static future(void) one, two;
static async void waits_for_two(void)
{
    defer printf(", one deferred\n");
    try {
        await two;
    } catch (e) {
        await two;
    }
}
static async void waits_for_one(void)
{
    defer printf("two deferred");
    await async_shield(one);
}
static async void circle(void)
{
    one = spawn(waits_for_two());
    two = spawn(waits_for_one());
    future(void) both[] = {one, two};
    await async_shield(both[0]);
}

static async int waits_on(void)
{
    defer printf(", deferred");
    try {
        await never();
    } catch (e) {
        printf(e == EDEADLK ? "told" : "?");
        await never();
    }
    return 1;
}

static async int main_joins(void)
{
    {
        future(void) x = spawn(child());
        await async_yield();
    }
    printf(", after the block");
    return 7;
}

static async void loops(void)
{
    defer printf("deferred\n");
    for (;;)
        try {
            await never();
        } catch (e) {
            if (e == EIO)
                break;
        }
}

// What is called at the end may look at every future that there is.
static future(int) first, second;
static void called(void *arg)
{
    if (arg)
        printf("other %d", future_set(*(future(int) *)arg, 3));
    else
        printf(", again %d\n", future_set(first, 4));
}

static async int begins(int which)
{
    switch (which) {
    case 0:
        detach(spawn(stubborn()));
        break;
    case 1:
        detach(spawn(in_a_defer()));
        break;
    case 2:
        detach(spawn(gathers()));
        break;
    case 3:
        detach(spawn(each()));
        break;
    case 4:
        detach(spawn(joins()));
        break;
    case 5:
        detach(spawn(circle()));
        break;
    case 8:
        detach(spawn(loops()));
        break;
    case 9:
        first = future_new(int);
        second = future_new(int);
        future_on_done(second, called, &first);
        future_on_done(first, called, NULL);
        break;
    }
    await async_sleep(1);
    return 0;
}

static void ignored(const struct async_report *report, void *arg)
{
    (void)report, (void)arg;
}

int main(void)
{
    static const char *const names[] = {"stubborn", "in a defer", "gathers",    "each",  "joins",
                                        "circle",   "main",       "main joins", "loops", "called"};
    async_test_clock(true);
    async_on_unhandled(ignored, NULL);
    for (int i = 0; i < 10; i++) {
        printf("%s: ", names[i]);
        int value = i == 6   ? async_run(waits_on())
                    : i == 7 ? async_run(main_joins())
                             : async_run(begins(i));
        if (i == 6 || i == 7)
            printf(" %d %d\n", value, async_run_error());
    }
    return 0;
}
