// Cleanups on every way out: nested, loops, switch, goto back and out, statement expressions, values.
// no-tcc: glibc's headers take attributes away there
// expect: a1 b2 | c3 c3 | d4 x5
// expect: v=10 e0 e10
// expect: f0 f1 f2 g
// expect: s1 S t2 end
// expect: r=5 h6 h5
// expect: w0 w1 W
// expect: q3 q2 q1
#include <async.h>
#include <stdio.h>

static const char *sep = "";
static void say(const char *name, int n)
{
    printf("%s%s%d", sep, name, n);
    sep = " ";
}
#define DEFINE(n) static void end_##n(int *p) { say(#n, *p); }
DEFINE(a) DEFINE(b) DEFINE(c) DEFINE(d) DEFINE(e) DEFINE(f) DEFINE(s) DEFINE(t) DEFINE(h) DEFINE(w) DEFINE(q)
#define ON(n) __attribute__((cleanup(end_##n)))
static void end_const(const int *p)
{
    say("x", *p);
}
static void line(void)
{
    puts("");
    sep = "";
}

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void nested(void)
{
    __attribute__((cleanup(end_b))) int b = await late(2);
    {
        __attribute__((cleanup(end_a))) int a = await late(1);
        await async_yield();
        (void)a;
    }
    await async_yield();
}

static async void twice(int n)
{
    for (int i = 0; i < n; i++) {
        int c __attribute__((__cleanup__(end_c))) = await late(3);
        if (i == 1)
            return;
        (void)c;
    }
}

static async int both(void)
{
    __attribute__((cleanup(end_const))) const int x = await late(5);
    __attribute__((cleanup(end_d))) int d = 4;
    return await late(d);
}

static async int value(void)
{
    int v = ({
        __attribute__((cleanup(end_e))) int e = 10;
        int y = ({ __attribute__((cleanup(end_e))) int unused = 0; (void)unused; e; });
        y == 10 ? await late(e) : 1;
    });
    return v;
}

static async int recurse(int n)
{
    __attribute__((cleanup(end_h))) int h = n;
    if (n < 6)
        return await recurse(n + 1) - 1;
    return n;
}

static async void unwind(int n)
{
    __attribute__((cleanup(end_q))) int q = n;
    if (n < 3) {
        int size[n + 1];
        size[n] = n + 1;
        await async_yield();
        await unwind(size[n]);
    }
    await async_yield();
}

async int main(void)
{
    await nested();
    printf(" |");
    await twice(5);
    printf(" |");
    await both();
    line();
    printf("v=%d", 10);
    sep = " ";
    int v = await value();
    line();
    int i = 0;
back: {
    __attribute__((cleanup(end_f))) int f = i;
    await async_yield();
    if (f < 2) {
        i++;
        goto back;
    }
}
    printf(" g");
    line();
    switch (await late(1)) {
    case 1: {
        __attribute__((cleanup(end_s))) int s = 1;
        await async_yield();
        if (s)
            break;
    }
        say("no", 0);
        break;
    }
    printf(" S");
    do {
        __attribute__((cleanup(end_t))) int t = 2;
        (void)t;
        continue;
    } while (await late(0));
    printf(" end");
    line();
    printf("r=%d", 5);
    sep = " ";
    (void)await recurse(5);
    line();
    for (int k = 0; k < 3; k++) {
        __attribute__((cleanup(end_w))) int w = k;
        if (await late(w) == 1)
            goto out;
    }
out:
    printf(" W");
    line();
    await unwind(1);
    line();
    return v - 10;
}
