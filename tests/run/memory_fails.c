// Every allocation fails in turn, alone or with all that follow: what runs ends by itself, with its
// value or with ENOMEM, and nothing is left allocated. Once more in debug mode.
// no-erase
#include <async.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

// ---- an allocator that counts, and fails

static long calls, fails_at, live;
static int fails_on; // all that follow, too

static void *scarce(void *block, async_size size)
{
    if (!size) {
        live -= block != NULL;
        free(block);
        return NULL;
    }
    calls++;
    if (calls == fails_at || (fails_on && fails_at && calls > fails_at))
        return NULL;
    live += block == NULL;
    return realloc(block, size);
}

// ---- what runs

struct large {
    char bytes[1500]; // a task or frame with it has an allocation of its own
};

static long alive; // calls of what follows that were not left

static async int value(int n)
{
    alive++;
    defer alive--;
    struct large large = {{0}};
    large.bytes[n] = (char)n;
    await async_sleep(1);
    return large.bytes[n];
}

static async int fails(int code)
{
    alive++;
    defer alive--;
    await async_yield();
    throw async_error(code, "as it was told");
}

static async int deep(int n)
{
    return n ? await deep(n - 1) + 1 : await value(0);
}

static async int resists(void)
{
    alive++;
    defer alive--;
    try {
        await async_sleep(100);
    } catch (e) {
        future(int) child = spawn(value(1));
        await async_settle(child);
        throw;
    }
    return 0;
}

static int called;
static void call(void *arg)
{
    called += *(int *)arg;
}

static int check(int is_right)
{
    return is_right ? 0 : EPROTO;
}

static async int owned(void)
{
    future(int) a = spawn(value(3));
    future(int) b = spawn(deep(3));
    return check(*await a + *await b == 6);
}

static async int in_expressions(void)
{
    future(int) tasks[4];
    for (int i = 0; i < 4; i++)
        tasks[i] = spawn(value(i));
    spawn(value(4));
    detach(spawn(deep(2)));
    await async_all_n(tasks, 4);
    return check(*tasks[0] + *tasks[3] == 3 && *await spawn(value(5)) == 5);
}

static async int bare(void)
{
    future(int) p = future_new(int);
    if (!p)
        throw errno;
    defer future_free(p);
    static int one = 1;
    if (future_on_done(p, call, &one) != 0)
        throw errno;
    future(void) waiter = spawn(async_sleep(1));
    await waiter;
    future_set(p, 7);
    return check(*await p == 7);
}

static async int failing(void)
{
    future(int) p = future_new(int);
    if (!p)
        throw errno;
    defer future_free(p);
    future_fail(p, async_error(EIO, "no such thing"));
    try {
        await p;
    } catch (e) {
        if (e != EIO)
            throw;
    }
    future(int) task = spawn(fails(EPIPE));
    try {
        await task;
    } catch (e) {
        try {
            await fails(ENXIO);
        } catch (inner) {
            if (inner != ENXIO)
                throw;
        }
        if (e != EPIPE)
            throw;
        return 0;
    }
    return EPROTO;
}

static async int timing(void)
{
    try {
        async_timeout (2)
            async_timeout (1)
                await resists();
    } catch (e) {
        return check(e == ETIMEDOUT || e == ENOMEM);
    }
    return EPROTO;
}

static async int shielding(void)
{
    future(int) task = spawn(value(2));
    try {
        async_timeout (0.5)
            await async_shield(task);
    } catch (e) {
        if (e != ETIMEDOUT)
            throw;
    }
    return check(*await task == 2);
}

static async int together(void)
{
    future(int) a = spawn(resists());
    future(int) b = spawn(value(1));
    int first = await async_any(a, b);
    future(int) c = spawn(fails(EIO));
    try {
        await async_all(a, c);
    } catch (e) {
        if (e != EIO)
            throw;
    }
    future(int) d = spawn(fails(EIO));
    await async_settle(d, b);
    return check(first == 1 && future_error(d) == EIO);
}

static async int cancelling(void)
{
    future(int) many[3];
    for (int i = 0; i < 3; i++)
        many[i] = spawn(resists());
    await async_sleep(1);
    future_cancel(many[1]);
    await async_settle_n(many, 3 - 1);
    return EPROTO;
}

static async int cancelled_in_the_middle(void)
{
    future(int) task = spawn(cancelling());
    await async_sleep(3);
    future_cancel(task);
    await async_settle(task);
    int code = future_error(task);
    if (code == ENOMEM)
        throw code;
    return check(code == ECANCELED);
}

generator(int) count(int n)
{
    defer call(&n);
    for (int i = 0; i < n; i++)
        yield i;
}

generator(int) both(int n)
{
    yield_from(int, count(n));
    int got = received(int);
    yield got;
    gen_return(n);
}

static async int generating(void)
{
    int sum = 0;
    generator(int) g = both(3);
    if (!g)
        throw errno;
    defer gen_free(g);
    while (gen_next(g))
        sum += *g;
    gen_each (int v, count(4)) {
        sum += v;
        if (v == 2)
            break;
    }
    return check(sum == 3 + 3);
}

async generator(int) ticks(int n)
{
    defer await async_yield();
    future(int) child = NULL;
    child = spawn(value(1));
    for (int i = 0; i < n; i++) {
        await async_sleep(1);
        yield i;
    }
    await child;
}

async generator(int) through(int n)
{
    yield_from(int, ticks(n));
}

static async int generating_async(void)
{
    int sum = 0;
    await_each (int v, through(3))
        sum += v;
    generator(int) g = ticks(9);
    if (!g)
        throw errno;
    defer gen_free(g);
    await gen_anext(g);
    await gen_aclose(g);
    generator(int) left = ticks(9);
    if (!left)
        throw errno;
    defer gen_free(left);
    await gen_anext(left);
    return check(sum == 3);
}

static struct {
    const char *name;
    async int (*run)(void);
} scenes[] = {
    {"owned", owned},
    {"in expressions", in_expressions},
    {"bare", bare},
    {"failing", failing},
    {"timing", timing},
    {"shielding", shielding},
    {"together", together},
    {"cancelled in the middle", cancelled_in_the_middle},
    {"generating", generating},
    {"generating async", generating_async},
};

// ---- the tests

static int failures;
static int keeps; // debug mode, which keeps generators that were freed, for a while

static void ignore(const struct async_report *report, void *arg)
{
    (void)report, (void)arg;
}

// Gives whether an allocation did fail.
static int run(const char *name, async int (*scene)(void), long nth)
{
    calls = 0;
    fails_at = nth;
    int status = async_run(scene());
    int error = async_run_error();
    int did_fail = nth && calls >= nth;
    fails_at = 0;
    if (status || (error && error != ENOMEM) || (error && !did_fail)) {
        printf("%s: allocation %ld of %ld fails: %d, %s\n", name, nth, calls, status,
               async_error_name(error));
        failures++;
    }
    if ((live && !keeps) || alive) {
        printf("%s: allocation %ld fails: %ld blocks left, %ld calls\n", name, nth, live, alive);
        failures++;
        alive = 0;
    }
    live = 0;
    return did_fail;
}

int main(void)
{
    async_set_allocator(scarce);
    async_test_clock(1);
    async_on_unhandled(ignore, NULL);
    for (int mode = 0; mode < 4; mode++) {
        keeps = mode & 1;
        async_debug(keeps);
        fails_on = mode & 2;
        for (unsigned i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
            run(scenes[i].name, scenes[i].run, 0);
            for (long nth = 1; run(scenes[i].name, scenes[i].run, nth) && failures < 20; nth++)
                ;
        }
    }
    printf("%d failures\n", failures);
    return 0;
}

// expect: 0 failures
