// Waiting for several futures at once: none, NULL, the same one, oneself; cancelled in the middle, with
// members that resist, that fail meanwhile, or are freed.
// no-erase
#include <async.h>

#include <errno.h>
#include <stdio.h>
static int alive;
static async int work(int n)
{
    alive++;
    defer alive--;
    await async_sleep(n);
    return n;
}
static async int failing(int n)
{
    alive++;
    defer alive--;
    await async_sleep(n);
    throw EIO;
}
static async int stubborn(int n)
{
    alive++;
    defer alive--;
    try {
        await async_sleep(100);
    } catch (e) {
        await async_sleep(n);
        throw EPIPE;
    }
    return 0;
}
#define TRY(X)                                                                                     \
    do {                                                                                           \
        int code = 0;                                                                              \
        try {                                                                                      \
            X;                                                                                     \
        } catch (e) {                                                                              \
            code = e;                                                                              \
        }                                                                                          \
        printf("%s: %s, %d left, at %.1f s\n", #X, code ? async_error_name(code) : "done", alive,  \
               async_time());                                                                      \
    } while (0)
static async void settle_many(future(int) *t, int n)
{
    await async_settle_n(t, n);
}
static async void all_many(future(int) *t, int n)
{
    await async_all_n(t, n);
}
static async void any_many(future(int) *t, int n)
{
    await async_any_n(t, n);
}
static future(void) self;
static async void awaits_itself(void)
{
    await async_all(self);
}
static async void nested_any(future(int) a, future(int) b)
{
    printf("any %d\n", await async_any(a, b));
}
static async int all(void)
{
    future(int) none[1] = {NULL};
    TRY(await async_all_n(none, 0));
    TRY(await async_settle_n(none, 0));
    TRY(await async_any_n(none, 0));
    TRY(await async_all_n(none, 1));
    TRY(await async_settle_n(none, 1));
    TRY(await async_any_n(none, 1));
    {
        future(int) a = spawn(work(1));
        future(int) same[4] = {a, a, a, a};
        TRY(await async_all_n(same, 4));
        TRY(printf("%d\n", await async_any_n(same, 4)));
    }
    self = spawn(awaits_itself());
    TRY(await self);
    {
        future(int) t[50];
        for (int i = 0; i < 50; i++)
            t[i] = i % 3 == 0   ? spawn(work(i + 1))
                   : i % 3 == 1 ? spawn(stubborn(1))
                                : spawn(work(60));
        future(void) s = spawn(settle_many(t, 50));
        await async_sleep(3.5);
        future_cancel(t[1]);
        future_cancel(s);
        TRY(await s);
        printf("%d %d %d\n", future_error(t[0]), future_error(t[1]) == EPIPE,
               future_error(t[49]) == ECANCELED);
    }
    {
        future(int) t[30];
        for (int i = 0; i < 30; i++)
            t[i] = i == 15 ? spawn(failing(2)) : i % 2 ? spawn(stubborn(1)) : spawn(work(60));
        TRY(await async_all_n(t, 30));
    }
    {
        future(int) t[30];
        for (int i = 0; i < 30; i++)
            t[i] = i % 2 ? spawn(stubborn(1)) : spawn(work(60));
        future(void) s = spawn(all_many(t, 30));
        await async_sleep(1);
        future_cancel(s);
        future_cancel(s);
        await async_yield();
        future_cancel(s);
        TRY(await s);
    }
    {
        future(int) t[3];
        for (int i = 0; i < 3; i++)
            t[i] = spawn(work(60));
        future(void) s = spawn(any_many(t, 3));
        await async_sleep(1);
        future_cancel(s);
        TRY(await s);
        printf("members %d %d\n", future_done(t[0]), future_done(t[2]));
        for (int i = 0; i < 3; i++)
            future_cancel(t[i]);
        await async_settle_n(t, 3);
    }
    { // a bare future freed while several wait for it
        future(int) f = future_new(int);
        future(int) g = future_new(int);
        future(void) w1 = spawn(nested_any(f, g));
        future(void) w2 = spawn(all_many((future(int)[]){f, g}, 2));
        await async_sleep(1);
        future_free(f);
        TRY(await w1);
        TRY(await w2);
        printf("g %d\n", future_cancelled(g));
        future_free(g);
    }
    printf("end %d\n", alive);
    return 0;
}

int main(void)
{
    async_test_clock(1);
    return async_run(all());
}

// expect: await async_all_n(none, 0): done, 0 left, at 0.0 s
// expect: await async_settle_n(none, 0): done, 0 left, at 0.0 s
// expect: await async_any_n(none, 0): Invalid argument, 0 left, at 0.0 s
// expect: await async_all_n(none, 1): Invalid argument, 0 left, at 0.0 s
// expect: await async_settle_n(none, 1): Invalid argument, 0 left, at 0.0 s
// expect: await async_any_n(none, 1): Invalid argument, 0 left, at 0.0 s
// expect: await async_all_n(same, 4): done, 0 left, at 1.0 s
// expect: 0
// expect: printf("%d\n", await async_any_n(same, 4)): done, 0 left, at 1.0 s
// expect: await self: Resource deadlock avoided, 0 left, at 1.0 s
// expect: await s: Operation canceled, 0 left, at 5.5 s
// expect: 0 1 0
// expect: await async_all_n(t, 30): Input/output error, 0 left, at 8.5 s
// expect: await s: Operation canceled, 0 left, at 9.5 s
// expect: await s: Operation canceled, 3 left, at 10.5 s
// expect: members 0 0
// expect: any 0
// expect: await w1: done, 0 left, at 11.5 s
// expect: await w2: Operation canceled, 0 left, at 11.5 s
// expect: g 1
// expect: end 0
