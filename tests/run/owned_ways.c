// Every way out of a block, for every kind of child: none runs on behind it. Children have children,
// resist to be cancelled, fail while they are cancelled, have ended long ago or never began.
// no-erase
#include <async.h>

#include <errno.h>
#include <math.h>
#include <stdio.h>

static int alive, reported;

static async void sleeps(void)
{
    alive++;
    defer alive--;
    await async_sleep(100);
}

static async void resists(void)
{
    alive++;
    defer alive--;
    for (int i = 0; i < 3; i++) {
        try {
            await async_sleep(100);
        } catch (e) {
            await async_sleep(0.1);
            if (i == 2)
                throw;
        }
        async_timeout (0.1) {
            try {
                await async_sleep(1);
            } catch (e) {
                if (e == ECANCELED)
                    break;
            }
        }
    }
}

static async void ignores(void)
{
    alive++;
    defer alive--;
    try {
        await async_sleep(100);
    } catch (e) {
        (void)e;
    }
    await async_sleep(0.5);
}

static async void fails(void)
{
    alive++;
    defer alive--;
    try {
        await async_sleep(100);
    } catch (e) {
        await async_yield();
        throw EIO;
    }
}

static async void fails_at_once(void)
{
    throw EPROTO;
}

static async void fails_in_defer(void)
{
    alive++;
    defer alive--;
    defer {
        await async_sleep(0.1);
        await fails_at_once();
    }
    await async_sleep(100);
}

static async void parent(void)
{
    alive++;
    defer alive--;
    int local = 0;
    future(void) a = spawn(sleeps());
    future(void) b = spawn(resists());
    defer local++;
    future(void) c = spawn(fails());
    spawn(ignores());
    await async_all(a, b, c);
}

static async void grandparent(void)
{
    alive++;
    defer alive--;
    future(void) tasks[3];
    for (int i = 0; i < 3; i++)
        tasks[i] = spawn(parent());
    async_timeout (INFINITY)
        await async_settle_n(tasks, 3);
}

static async void shields(void)
{
    alive++;
    defer alive--;
    future(void) a = spawn(resists());
    await async_shield(a);
}

static async void at_once(void)
{
    alive++;
    defer alive--;
}

static async void on_a_future(void)
{
    alive++;
    defer alive--;
    future(int) f = future_new(int);
    defer future_free(f);
    await f;
}

static async generator(int) ticks(void)
{
    alive++;
    defer alive--;
    defer await async_sleep(0.1);
    for (int i = 0;; i++) {
        await async_sleep(1);
        yield i;
    }
}

static async void consumes(void)
{
    alive++;
    defer alive--;
    await_each (int v, ticks())
        if (v == 1000)
            break;
}

static async void (*const kinds[])(void) = {
    sleeps, resists, ignores, fails, fails_in_defer, parent, grandparent, shields, at_once, on_a_future, consumes,
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

enum way { FALL, BREAK, CONTINUE, GOTO, RETURN, THROW, AWAITED_THROW, NEVER_BEGAN, WAIT, WAYS };

static async void leave(int kind, enum way way)
{
    for (int i = 0; i < 2; i++) {
        future(void) first = spawn(kinds[kind]());
        {
            defer await async_yield();
            future(void) second = spawn(kinds[kind]());
            if (way != NEVER_BEGAN)
                await async_sleep(way == AWAITED_THROW ? 0.05 : 1);
            (void)first, (void)second;
            switch (way) {
            case FALL:
            case NEVER_BEGAN:
                break;
            case BREAK:
                goto leave;
            case CONTINUE:
                continue;
            case GOTO:
                goto out;
            case RETURN:
                return;
            case THROW:
                throw EPIPE;
            case AWAITED_THROW:
                await fails_at_once();
                break;
            case WAIT:
                await async_all(first, second);
                break;
            case WAYS:
                break;
            }
        }
        if (i == 1 || way == FALL)
            continue;
    leave:
        break;
    }
out:
    return;
}

static void count(const struct async_report *report, void *arg)
{
    (void)arg;
    reported += report->kind == ASYNC_REPORT_UNCOLLECTED;
}

static async void all(void)
{
    for (int way = 0; way < WAYS; way++) {
        int failed = 0, cancelled = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            try {
                async_timeout (way == WAIT ? 2 : 1000)
                    await leave(kind, (enum way)way);
            } catch (e) {
                if (e == ECANCELED)
                    throw;
                failed++;
            }
            if (alive)
                printf("way %d, kind %d: %d run on\n", way, kind, alive);
            future(void) task = spawn(leave(kind, (enum way)way));
            await async_sleep(0.02);
            future_cancel(task);
            await async_settle(task);
            cancelled += future_cancelled(task);
            if (alive)
                printf("way %d, kind %d, cancelled: %d run on\n", way, kind, alive);
        }
        printf("way %d: %d failed, %d cancelled\n", way, failed, cancelled);
    }
}

static async void begins(int kind)
{
    detach(spawn(kinds[kind]()));
    detach(spawn(leave(kind, WAIT)));
    spawn(kinds[kind]());
    await async_sleep(0.5);
}

int main(void)
{
    async_test_clock(1);
    async_on_unhandled(count, NULL);
    async_run(all());
    printf("%d reported\n", reported);
    for (int kind = 0; kind < KINDS; kind++) {
        async_run(begins(kind));
        if (alive)
            printf("kind %d at the end of the loop: %d run on\n", kind, alive);
    }
    for (unsigned seed = 1; seed < 20; seed++) {
        async_test_seed(seed);
        async_run(begins(seed % KINDS));
        if (alive)
            printf("seed %u: %d run on\n", seed, alive);
    }
    return 0;
}

// expect: way 0: 0 failed, 11 cancelled
// expect: way 1: 0 failed, 11 cancelled
// expect: way 2: 0 failed, 11 cancelled
// expect: way 3: 0 failed, 11 cancelled
// expect: way 4: 0 failed, 11 cancelled
// expect: way 5: 11 failed, 11 cancelled
// expect: way 6: 11 failed, 11 cancelled
// expect: way 7: 0 failed, 7 cancelled
// expect: way 8: 10 failed, 11 cancelled
// expect: 36 reported
