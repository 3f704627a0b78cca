// Cancellation, timeouts, shields.
// no-erase
// expect: timeout: 110 at 1.0
// expect: nested inner: inner 110 at 1.0 outer fine
// expect: nested outer: 110 at 1.0 end
// expect: both: 110 at 1.0
// expect: not fired: 5
// expect: zero: 110
// expect: zero without await: fine
// expect: infinite: fine
// expect: foreign: 125 cancelled 1
// expect: foreign in time: 125 cancelled 1
// expect: own code: 125
// expect: break: 0 1 end
// expect: continue: 0 1 2 end
// expect: return: 9
// expect: goto: out
// expect: throw: 4
// expect: caught inside: 125 then at 1.0 after
// expect: child of timeout: (125) 110
// expect: defer in timeout: d 110
// expect: timeout in defer: 110 end
// expect: loop: 110 110 110
// expect: shield: 125 inner 7 at 2.0
// expect: shield owner: (125) end
// expect: shield timeout: 110 then 7
// expect: cancel twice: 1 1 (125) end 1
// expect: done: 0
// expect: before start: 1 error 125
// expect: ignoring: ignored 3 cancelled 0
// expect: bare: 125 error 125 125
// expect: child first: inner(125) outer(125)
// expect: await self: EDEADLK 1
// expect: broadcast: a(125) b(125)
// expect: while returning: cancelled 1
// expect: in join: joined d cancelled 1
// expect: in defer: d1 d2(125) end cancelled 1
// expect: catches and finishes: 8 cancelled 0
// expect: while catching: (125) again(125) cancelled 1
// expect: thrown as such: cancelled 1
// expect: any: 1 at 1.0
// expect: all fails: b(125) caught 6
// expect: settle: 0 6 125
// expect: all cancelled: a(125) b(125) end
// expect: arrays: 2 0
#include <async.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>

static async void turns(int n)
{
    while (n--)
        await async_yield();
}
static async void waits(const char *name)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        printf(" %s(%d)", name, e);
        throw;
    }
}
static async int value(int x, double seconds)
{
    await async_sleep(seconds);
    return x;
}
static async int fails(int x, double seconds)
{
    await async_sleep(seconds);
    throw x;
}
static double since;
static double at(void)
{
    return async_time() - since;
}

static async void simple(void)
{
    try {
        async_timeout (1) {
            await async_sleep(5);
        }
    } catch (e) {
        printf(" %d at %.1f\n", e, at());
    }
}
static async void nested_inner(void)
{
    try {
        async_timeout (3) {
            try {
                async_timeout (1)
                    await async_sleep(5);
            } catch (e) {
                printf(" inner %d at %.1f", e, at());
            }
            await async_sleep(1);
        }
        printf(" outer fine\n");
    } catch (e) {
        printf(" never %d\n", e);
    }
}
static async void nested_outer(void)
{
    try {
        async_timeout (1) {
            try {
                async_timeout (3)
                    await async_sleep(5);
            } catch (e) {
                if (e == ETIMEDOUT)
                    printf(" never");
                throw;
            }
        }
    } catch (e) {
        printf(" %d at %.1f end\n", e, at());
    }
}
static async void both(void)
{
    try {
        async_timeout (1)
            async_timeout (1)
                await async_sleep(5);
    } catch (e) {
        printf(" %d at %.1f\n", e, at());
    }
}
static async int not_fired(void)
{
    int r = 0;
    async_timeout (2)
        r = await value(5, 1);
    await async_sleep(3);
    return r;
}
static async void zero(void)
{
    try {
        async_timeout (0)
            await async_sleep(1);
    } catch (e) {
        printf(" %d\n", e);
    }
    printf("zero without await:");
    async_timeout (-1) {
        printf(" fine");
    }
    await turns(3);
    puts("");
    printf("infinite:");
    async_timeout (INFINITY)
        await async_sleep(100000);
    printf(" fine\n");
}
static async void foreign(double seconds)
{
    try {
        async_timeout (seconds)
            await async_sleep(1000);
    } catch (e) {
        printf(" %d", e);
        throw;
    }
}
static async void loops(void)
{
    printf("break:");
    for (int i = 0; i < 5; i++) {
        async_timeout (1) {
            printf(" %d", i);
            await async_sleep(0.9);
            if (i == 1)
                break;
        }
    }
    printf(" end\ncontinue:");
    for (int i = 0; i < 3; i++) {
        async_timeout (1) {
            printf(" %d", i);
            await async_sleep(0.9);
            continue;
        }
    }
    printf(" end\n");
}
static async int returns(void)
{
    async_timeout (1)
        return await value(9, 0.9);
}
static async void gotos(void)
{
    async_timeout (1) {
        await async_sleep(0.9);
        goto out;
    }
out:
    await async_sleep(1);
    printf(" out\n");
}
static async void throws(void)
{
    try {
        async_timeout (1)
            await fails(4, 0.5);
    } catch (e) {
        printf(" %d\n", e);
    }
}
static async void caught_inside(void)
{
    async_timeout (1) {
        try {
            await async_sleep(5);
        } catch (e) {
            printf(" %d then at %.1f", e, at());
        }
    }
    await async_yield();
    printf(" after\n");
}
static async void child(void)
{
    try {
        async_timeout (1) {
            future(void) t = spawn(waits(""));
            await t;
        }
    } catch (e) {
        printf(" %d\n", e);
    }
}
static async void defers(void)
{
    try {
        async_timeout (1) {
            defer
            {
                await async_sleep(1);
                printf(" d");
            }
            await async_sleep(5);
        }
    } catch (e) {
        printf(" %d\n", e);
    }
    printf("timeout in defer:");
    {
        defer
        {
            try {
                async_timeout (1)
                    await async_sleep(5);
            } catch (e) {
                printf(" %d", e);
            }
        }
        await async_yield();
    }
    printf(" end\n");
}
static async void many(void)
{
    for (int i = 0; i < 3; i++)
        try {
            async_timeout (0.1)
                await async_sleep(5);
        } catch (e) {
            printf(" %d", e);
        }
    puts("");
}
static async void shielded(future(int) f)
{
    try {
        await async_shield(f);
    } catch (e) {
        printf(" %d", e);
        throw;
    }
}
static async void shields(void)
{
    {
        future(int) f = spawn(value(7, 2));
        future(void) t = spawn(shielded(f));
        await turns(3);
        future_cancel(t);
        await async_settle(t);
        printf(" inner %d at %.1f\n", *await f, at());
    }
    printf("shield owner:");
    {
        future(void) f = spawn(waits(""));
        try {
            async_timeout (1)
                await async_shield(f);
        } catch (e) {
        }
    }
    printf(" end\nshield timeout:");
    {
        future(int) f = spawn(value(7, 2));
        try {
            async_timeout (1)
                await async_shield(f);
        } catch (e) {
            printf(" %d", e);
        }
        printf(" then %d\n", *await async_shield(f));
    }
}
static async void twice(void)
{
    future(void) t = spawn(waits(""));
    await turns(2);
    printf(" %d", future_cancel(t));
    printf(" %d", future_cancel(t));
    await async_settle(t);
    printf(" end %d\ndone: %d\n", future_cancelled(t), future_cancel(t));
}
static async void before_start(void)
{
    future(void) t = spawn(waits("never"));
    printf(" %d", future_cancel(t));
    await async_settle(t);
    printf(" error %d\n", future_error(t));
}
static async int ignores(void)
{
    try {
        await async_sleep(100);
    } catch (e) {
        printf(" ignored");
    }
    await async_yield();
    return 3;
}
static async int of_future(future(int) f)
{
    try {
        return *await f;
    } catch (e) {
        printf(" %d", e);
        throw;
    }
}
static async void outer_task(void)
{
    future(void) t = spawn(waits("inner"));
    try {
        await t;
    } catch (e) {
        printf(" outer(%d)\n", e);
        throw;
    }
}
static future(void) self;
static async void awaits_self(void)
{
    await async_yield();
    try {
        await self;
    } catch (e) {
        printf(" EDEADLK %d\n", e == EDEADLK);
    }
}
static async void waits_for(future(void) f, const char *name)
{
    try {
        await f;
    } catch (e) {
        printf(" %s(%d)", name, e);
    }
}
static async int late_return(void)
{
    defer
    {
        await async_yield();
        printf(" d");
    }
    return 5;
}
static async void resists(void)
{
    try {
        await async_sleep(1000);
    } catch (e) {
    }
    await async_sleep(1);
    printf(" joined");
}
static async int joins(void)
{
    defer printf(" d");
    future(void) t = spawn(resists());
    await turns(2);
    (void)t;
    return 5;
}
static async void slow_end(void)
{
    try {
        await async_sleep(1);
        printf(" never");
    } catch (e) {
        printf(" d2(%d)", e);
        throw;
    }
}
static async void slow_defer(void)
{
    defer await slow_end();
    defer printf(" d1");
    await async_yield();
}
static async int finishes(void)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        return 8;
    }
    return 0;
}
static async void catching(void)
{
    try {
        await async_sleep(1000);
    } catch (e) {
        printf(" (%d)", e);
        try {
            await async_sleep(1000);
        } catch (e2) {
            printf(" again(%d)", e2);
            throw;
        }
    }
}
static async void throws_cancelled(void)
{
    await async_yield();
    throw ECANCELED;
}
static async void together(void)
{
    since = async_time();
    printf("any:");
    {
        future(int) a = spawn(value(1, 2));
        future(int) b = spawn(value(2, 1));
        int i = await async_any(a, b);
        printf(" %d at %.1f\n", i, at());
    }
    printf("all fails:");
    try {
        future(int) a = spawn(fails(6, 1));
        future(void) b = spawn(waits("b"));
        await async_all(a, b);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("settle:");
    {
        future(int) a = spawn(value(0, 1));
        future(int) b = spawn(fails(6, 1));
        future(void) c = spawn(throws_cancelled());
        await async_settle(a, b, c);
        printf(" %d %d %d\n", future_error(a), future_error(b), future_error(c));
    }
}
static async void all_of_two(void)
{
    future(void) a = spawn(waits("a"));
    future(void) b = spawn(waits("b"));
    await async_all(a, b);
}
static async void arrays(void)
{
    future(int) f[3];
    for (int i = 0; i < 3; i++)
        f[i] = spawn(value(i, 3 - i));
    int first = await async_any_n(f, 3);
    await async_settle_n(f, 3);
    await async_all_n(f, 3);
    printf(" %d %d\n", first, *f[0]);
}

async int main(void)
{
    async_test_clock(1);
#define RUN(title, ...)                                                                            \
    printf(title ":");                                                                             \
    since = async_time();                                                                          \
    __VA_ARGS__
    RUN("timeout", await simple());
    RUN("nested inner", await nested_inner());
    RUN("nested outer", await nested_outer());
    RUN("both", await both());
    RUN("not fired", printf(" %d\n", await not_fired()));
    RUN("zero", await zero());
    RUN("foreign", {
        future(void) t = spawn(foreign(100));
        await turns(2);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    });
    RUN("foreign in time", {
        future(void) t = spawn(foreign(0));
        await turns(1);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    });
    RUN(
        "own code",
        try {
            async_timeout (1)
                await throws_cancelled();
        } catch (e) { printf(" %d\n", e); });
    await loops();
    RUN("return", printf(" %d\n", await returns()));
    RUN("goto", await gotos());
    RUN("throw", await throws());
    RUN("caught inside", await caught_inside());
    RUN("child of timeout", await child());
    RUN("defer in timeout", await defers());
    RUN("loop", await many());
    RUN("shield", await shields());
    RUN("cancel twice", await twice());
    RUN("before start", await before_start());
    RUN("ignoring", {
        future(int) t = spawn(ignores());
        await turns(2);
        future_cancel(t);
        int v = *await t;
        printf(" %d cancelled %d\n", v, future_cancelled(t));
    });
    RUN("bare", {
        future(int) f = future_new(int);
        future(int) t = spawn(of_future(f));
        await turns(2);
        future_cancel(t);
        await async_settle(t);
        printf(" error %d %d\n", future_error(t), future_error(f));
        future_free(f);
    });
    RUN("child first", {
        future(void) t = spawn(outer_task());
        await turns(3);
        future_cancel(t);
        await async_settle(t);
    });
    RUN("await self", {
        future(void) t = spawn(awaits_self());
        self = t;
        await t;
    });
    RUN("broadcast", {
        future(void) f = future_new(void);
        future(void) a = spawn(waits_for(f, "a"));
        future(void) b = spawn(waits_for(f, "b"));
        await turns(2);
        future_cancel(a);
        await async_all(a, b);
        future_free(f);
        puts("");
    });
    RUN("while returning", {
        future(int) t = spawn(late_return());
        await turns(1);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    });
    RUN("in join", {
        future(int) t = spawn(joins());
        await async_sleep(0.5);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    });
    RUN("in defer", {
        future(void) t = spawn(slow_defer());
        await async_sleep(0.5);
        future_cancel(t);
        await async_settle(t);
        printf(" end cancelled %d\n", future_cancelled(t));
    });
    RUN("catches and finishes", {
        future(int) t = spawn(finishes());
        await async_sleep(0.5);
        future_cancel(t);
        await t;
        printf(" %d cancelled %d\n", *t, future_cancelled(t));
    });
    RUN("while catching", {
        future(void) t = spawn(catching());
        await async_sleep(0.5);
        future_cancel(t);
        await async_sleep(0.5);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    });
    RUN("thrown as such", {
        future(void) t = spawn(throws_cancelled());
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    });
    await together();
    RUN("all cancelled", {
        future(void) t = spawn(all_of_two());
        await turns(3);
        future_cancel(t);
        await async_settle(t);
        printf(" end\n");
    });
    RUN("arrays", await arrays());
}
