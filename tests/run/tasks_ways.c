// Owned tasks on every way out of their block: cancelled, joined, freed before anything behind it.
// no-erase
// expect: fall: start end(125) after
// expect: done: 5 after
// expect: break: end(125) after
// expect: continue: end(125) end(125) after
// expect: goto: end(125) after
// expect: return: end(125) 42
// expect: throw: end(125) caught 5
// expect: cancel: end(125) cancelled 1
// expect: never ran: after
// expect: newest first: 3(125) 2(125) 1(125) after
// expect: nested: inner(125) outer(125) after
// expect: resists: resisted resisted after
// expect: fails: failing reported 7 after
// expect: returned value 3
// expect: locals: 1 2 3 sum 6
// expect: defer between: end(125) d end(125) after
// expect: for init: end(125) after
// expect: not owned: inner call after 9
// expect: kept order: b a after
// expect: error wins: reported 7 caught 5
// expect: loop: 0 1 2 3
// expect: discarded: x x after
// expect: many 5000
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async void waits(const char *name)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        printf(" %s(%d)", name, e);
        throw;
    }
}
static async void start(void)
{
    printf(" start");
    await waits("end");
}
static async int value(int x)
{
    await async_yield();
    return x;
}
static async void turns(int n)
{
    while (n--)
        await async_yield();
}

static async void fall(void)
{
    {
        future(void) t = spawn(start());
        await turns(2);
        (void)t;
    }
    printf(" after\n");
}
static async void finished(void)
{
    {
        future(int) t = spawn(value(5));
        printf(" %d", *await t);
    }
    printf(" after\n");
}
static async void breaks(void)
{
    for (;;) {
        future(void) t = spawn(waits("end"));
        await turns(2);
        if (t)
            break;
    }
    printf(" after\n");
}
static async void continues(void)
{
    for (int i = 0; i < 2; i++) {
        future(void) t = spawn(waits("end"));
        await turns(2);
        if (t)
            continue;
        printf("never");
    }
    printf(" after\n");
}
static async void gotos(void)
{
    {
        future(void) t = spawn(waits("end"));
        await turns(2);
        if (t)
            goto out;
        printf("never");
    }
out:
    printf(" after\n");
}
static async int returns(void)
{
    int v = 42;
    future(void) t = spawn(waits("end"));
    await turns(2);
    (void)t;
    return v;
}
static async void throws(void)
{
    future(void) t = spawn(waits("end"));
    await turns(2);
    (void)t;
    throw 5;
}
static async void is_cancelled(void)
{
    future(void) t = spawn(waits("end"));
    await async_sleep(1000);
    (void)t;
}
static async void never_ran(void)
{
    {
        future(void) t = spawn(start());
        (void)t;
    }
    printf(" after\n");
}
static async void newest(void)
{
    {
        future(void) a = spawn(waits("1"));
        future(void) b = spawn(waits("2"));
        future(void) c = spawn(waits("3"));
        await turns(2);
        (void)a, (void)b, (void)c;
    }
    printf(" after\n");
}
static async void nested_child(void)
{
    future(void) t = spawn(waits("inner"));
    (void)t;
    try {
        await turns(1000);
    } catch (e) {
        defer printf(" outer(%d)", e);
        {
            future_cancel(t);
            try {
                await t;
            } catch (e2) {
            }
        }
        throw;
    }
}
static async void resists(void)
{
    for (int i = 0; i < 2; i++)
        try {
            await async_sleep(i ? 0.5 : 1000);
            printf(" resisted");
        } catch (e) {
            printf(" resisted");
        }
}
static async void fails_in_end(void)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        printf(" failing");
        await async_yield();
        throw 7;
    }
}
static async void quiet_fail(void)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        throw 7;
    }
}
static async int returned(void)
{
    int v = 3;
    int *p = &v;
    future(int) t = spawn(value(9));
    (void)t;
    return (*p)++;
}
static async void add(int *sum, int x)
{
    await async_sleep(x * 0.01);
    printf(" %d", x);
    *sum += x;
}
static async void locals(void)
{
    int sum = 0;
    {
        future(void) a = spawn(add(&sum, 3));
        future(void) b = spawn(add(&sum, 2));
        future(void) c = spawn(add(&sum, 1));
        await async_all(a, b, c);
    }
    printf(" sum %d\n", sum);
}
static async void between(void)
{
    {
        future(void) a = spawn(waits("end"));
        defer
        {
            await async_yield();
            printf(" d");
        }
        future(void) b = spawn(waits("end"));
        await turns(2);
        (void)a, (void)b;
    }
    printf(" after\n");
}
static async void for_init(void)
{
    for (future(void) t = spawn(waits("end")); !future_done(t);) {
        await turns(2);
        break;
    }
    printf(" after\n");
}
static async void not_owned(int *p)
{
    {
        future(int) t;
        t = spawn(value(9));
        *p = 0;
        {
            printf(" inner call");
        }
        *p = *await t;
    }
    printf(" after");
}
static async void nap(const char *name, double seconds)
{
    await async_sleep(seconds);
    printf(" %s", name);
}
static async void kept(void)
{
    future(void) all[2];
    all[0] = spawn(nap("a", 0.2));
    all[1] = spawn(nap("b", 0.1));
    await async_all_n(all, 2);
    printf(" after\n");
}
static async void error_wins(void)
{
    future(void) t = spawn(quiet_fail());
    await turns(2);
    (void)t;
    throw 5;
}
static async void in_loop(void)
{
    for (int i = 0; i < 4; i++) {
        future(int) t = spawn(value(i));
        printf(" %d", *await t);
    }
    puts("");
}
static async void discarded(void)
{
    spawn(nap("x", 0));
    spawn(nap("x", 0.1));
    await async_sleep(0.2);
    printf(" after\n");
}
static async void many(void)
{
    int n = 0;
    for (int i = 0; i < 5000; i++) {
        future(int) t = spawn(value(1));
        if (i & 1)
            n += *await t;
        else if (i & 2)
            await async_yield(), n++;
        else
            n++;
    }
    printf("many %d\n", n);
}
static void report(const struct async_report *r, void *arg)
{
    (void)arg;
    printf(" reported %d", r->code);
}

async int main(void)
{
    async_test_clock(1);
    async_on_unhandled(report, NULL);
    printf("fall:");
    await fall();
    printf("done:");
    await finished();
    printf("break:");
    await breaks();
    printf("continue:");
    await continues();
    printf("goto:");
    await gotos();
    printf("return:");
    int r = await returns();
    printf(" %d\n", r);
    printf("throw:");
    try {
        await throws();
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("cancel:");
    {
        future(void) t = spawn(is_cancelled());
        await turns(3);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    }
    printf("never ran:");
    await never_ran();
    printf("newest first:");
    await newest();
    printf("nested:");
    {
        future(void) t = spawn(nested_child());
        await turns(3);
        (void)t;
    }
    printf(" after\n");
    printf("resists:");
    {
        future(void) t = spawn(resists());
        await turns(2);
        (void)t;
    }
    printf(" after\n");
    printf("fails:");
    {
        future(void) t = spawn(fails_in_end());
        await turns(2);
        (void)t;
    }
    printf(" after\n");
    printf("returned value %d\n", await returned());
    printf("locals:");
    await locals();
    printf("defer between:");
    await between();
    printf("for init:");
    await for_init();
    printf("not owned:");
    int got;
    await not_owned(&got);
    printf(" %d\n", got);
    printf("kept order:");
    await kept();
    printf("error wins:");
    try {
        await error_wins();
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("loop:");
    await in_loop();
    printf("discarded:");
    await discarded();
    await many();
}
