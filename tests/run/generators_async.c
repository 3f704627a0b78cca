// Async generators: anext, asend, athrow, aclose, yield_from, await_each.
// no-erase
// expect: each 0 1 2 end
// expect: break 0 1 closed after
// expect: continue 0 2 closed after
// expect: return 1 closed 1
// expect: goto 0 closed out
// expect: throw 1 closed caught 7
// expect: cancelled 0 closed cancelled 1
// expect: timeout 0 1 closed 110
// expect: send 0 3 8
// expect: throw in 1 caught 4 2
// expect: error 0 caught 9
// expect: from 0 1 2 value 30
// expect: plain inner 0 1 2
// expect: vla 0 1 4 sum 5
// expect: two at once 16
// expect: close closed 0
// expect: null 12
// expect: freed closed
// expect: deep 0 1 2 3 4 5
// expect: interleaved a0 b0 a1 b1
// expect: boxes 55
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async generator(int) upto(int n)
{
    defer
    {
        await async_yield();
        printf(" closed");
    }
    for (int i = 0; i < n; i++) {
        await async_sleep(0.1);
        yield i;
    }
}
static async generator(int) quiet(int n)
{
    for (int i = 0; i < n; i++) {
        await async_sleep(0.1);
        yield i;
    }
}
static generator(int) plain(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}
static async int returns(void)
{
    await_each (int v, upto(5))
        if (v == 1) {
            printf(" %d", v);
            return v;
        }
    return 0;
}
static async void ways(void)
{
    printf("each");
    await_each (int v, quiet(3))
        printf(" %d", v);
    printf(" end\nbreak");
    await_each (int v, upto(5)) {
        printf(" %d", v);
        if (v == 1)
            break;
    }
    printf(" after\ncontinue");
    await_each (int v, upto(4)) {
        if (v & 1)
            continue;
        printf(" %d", v);
    }
    printf(" after\nreturn");
    int r = await returns();
    printf(" %d\ngoto", r);
    await_each (int v, upto(4)) {
        printf(" %d", v);
        goto out;
    }
out:
    printf(" out\nthrow");
    try {
        await_each (int v, upto(4))
            if (v == 1) {
                printf(" %d", v);
                throw 7;
            }
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async void loops(void)
{
    await_each (int v, upto(100))
        printf(" %d", v);
}
static async generator(int) sums(void)
{
    int sum = 0;
    for (;;) {
        yield sum;
        await async_yield();
        sum += received(int);
    }
}
static async generator(int) catches(void)
{
    try {
        yield 1;
    } catch (e) {
        await async_yield();
        printf(" caught %d", e);
    }
    yield 2;
}
static async generator(int) fails(void)
{
    yield 0;
    await async_yield();
    throw 9;
}
static async generator(int) valued(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        await async_yield();
        yield i;
        sum += 10;
    }
    gen_return(sum);
}
static async generator(int) from(void)
{
    int v = yield_from(int, valued(3));
    printf(" value %d", v);
}
static async generator(int) from_plain(void)
{
    yield_from(void, plain(3));
}
static async int late(int x)
{
    await async_yield();
    return x;
}
static async int recursive(int n)
{
    await async_yield();
    return n ? n + await recursive(n - 1) : 0;
}
static async generator(int) vla(int n)
{
    int a[n];
    for (int i = 0; i < n; i++) {
        a[i] = await late(i * i);
        yield a[i];
    }
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i];
    printf(" sum %d\n", sum);
}
static async generator(int) deep(int n)
{
    if (n)
        yield_from(void, deep(n - 1));
    await async_yield();
    yield n;
}
static async void steps(const char *name)
{
    await_each (int v, quiet(2))
        printf(" %s%d", name, v);
}
static async void next(generator(int) g, int *code)
{
    try {
        await gen_anext(g);
    } catch (e) {
        *code = e;
    }
}

async int main(void)
{
    async_test_clock(1);
    await ways();
    printf("cancelled");
    {
        future(void) t = spawn(loops());
        await async_sleep(0.15);
        future_cancel(t);
        await async_settle(t);
        printf(" cancelled %d\n", future_cancelled(t));
    }
    printf("timeout");
    try {
        async_timeout (0.25)
            await loops();
    } catch (e) {
        printf(" %d\n", e);
    }
    printf("send");
    generator(int) g = sums();
    await gen_anext(g);
    printf(" %d", *g);
    await gen_asend(g, 3);
    printf(" %d", *g);
    await gen_asend(g, 5L);
    printf(" %d\n", *g);
    await gen_aclose(g);
    gen_free(g);
    g = catches();
    await gen_anext(g);
    printf("throw in %d", *g);
    await gen_athrow(g, 4);
    printf(" %d\nerror", *g);
    await gen_aclose(g);
    gen_free(g);
    try {
        await_each (int v, fails())
            printf(" %d", v);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("from");
    await_each (int v, from())
        printf(" %d", v);
    printf("\nplain inner");
    await_each (int v, from_plain())
        printf(" %d", v);
    printf("\nvla");
    await_each (int v, vla(3)) {
        await recursive(3);
        printf(" %d", v);
    }
    g = quiet(3);
    int code = 0, other = 0;
    {
        future(void) a = spawn(next(g, &code));
        future(void) b = spawn(next(g, &other));
        await async_settle(a, b);
    }
    printf("two at once %d\nclose", code | other);
    await gen_aclose(g);
    gen_free(g);
    g = upto(3);
    await gen_anext(g);
    await gen_aclose(g);
    printf(" %d\n", await gen_anext(g));
    gen_free(g);
    g = NULL;
    try {
        await gen_anext(g);
    } catch (e) {
        printf("null %d\nfreed", e);
    }
    g = upto(3);
    await gen_anext(g);
    gen_free(g);
    await async_sleep(1);
    printf("\ndeep");
    await_each (int v, deep(5))
        printf(" %d", v);
    printf("\ninterleaved");
    {
        future(void) a = spawn(steps("a"));
        future(void) b = spawn(steps("b"));
        await async_all(a, b);
    }
    printf("\nboxes %d\n", await recursive(10));
}
