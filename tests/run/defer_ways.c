// Defers on every way out: once, last in first out, with awaits and errors in them.
// no-erase
// expect: fall: body c b a
// expect: break: 0 d0 1 d1 end
// expect: continue: d0 d1 d2 end
// expect: goto out: in y x out
// expect: goto back: d d d end
// expect: return: body late d value 7
// expect: throw: d2 d1 caught 3
// expect: twice: inner outer end
// expect: loop body: a0 a1 a2
// expect: failed defer: next caught 11
// expect: two errors: second reported 12, caught 3
// expect: return lost: caught 13
// expect: defer catches: 14 then fine
// expect: nested defer: a b c
// expect:  at once under if
// expect: cleanup and defer: d2 c2 d1 c1
// expect: while: x x x 3
// expect: do: y0 y1 2
// expect: switch: in d after
// expect: value 10 kept
// expect: struct 1 2
// expect: deep break: 3 2 1 end
// expect: in try: d caught 15
// expect: in catch: caught d after
// expect: loop in defer: 0 1 2
// expect: not reached: end
// expect: large: 1 2 3 4 5 6 7 8
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}
static async int fails(int code)
{
    await async_yield();
    throw code;
}
static async void say(const char *text)
{
    await async_yield();
    printf(" %s", text);
}

static async void fall(void)
{
    printf("fall:");
    defer printf(" a\n");
    defer await say("b");
    defer printf(" c");
    await say("body");
}
static async void breaks(void)
{
    printf("break:");
    for (int i = 0; i < 5; i++) {
        defer
        {
            await async_yield();
            printf(" d%d", i);
        }
        printf(" %d", i);
        if (i == 1)
            break;
    }
    printf(" end\n");
}
static async void continues(void)
{
    printf("continue:");
    for (int i = 0; i < 3; i++) {
        defer printf(" d%d", await late(i));
        if (i < 3)
            continue;
        printf("never");
    }
    printf(" end\n");
}
static async void goto_out(void)
{
    printf("goto out:");
    {
        defer await say("x");
        {
            defer await say("y");
            printf(" in");
            goto out;
        }
    }
out:
    printf(" out\n");
}
static async void goto_back(void)
{
    int n = 0;
    printf("goto back:");
again : {
    defer await say("d");
    if (++n < 3)
        goto again;
}
    printf(" end\n");
}
static async int returns(int *v)
{
    printf("return:");
    defer *v = 0;
    defer
    {
        await async_yield();
        printf(" late d");
        *v = 1;
    }
    await say("body");
    return *v;
}
static async void throws(void)
{
    defer await say("d1");
    {
        defer await say("d2");
        await fails(3);
    }
    printf("never");
}
static async void twice(void)
{
    printf("twice:");
    defer printf(" end\n");
    {
        defer await say("outer");
        {
            defer await say("inner");
        }
    }
}
static async void failed_defer(void)
{
    defer await say("next");
    defer await fails(11);
    await late(1);
}
static async void two_errors(void)
{
    defer await fails(12);
    throw 3;
}
static async int return_lost(void)
{
    defer await fails(13);
    return 5;
}
static async void catches(void)
{
    defer
    {
        try {
            await fails(14);
        } catch (e) {
            printf("defer catches: %d", e);
        }
    }
    await late(0);
}
static async void nested_defer(void)
{
    printf("nested defer:");
    defer
    {
        defer
        {
            await async_yield();
            printf(" c\n");
        }
        defer await say("b");
        await say("a");
    }
}
static async void at_once(int yes)
{
    if (yes)
        defer await say("at once");
    printf(" under if\n");
}
static void clean(const char **p)
{
    printf(" %s", *p);
}
static async void cleanups(void)
{
    printf("cleanup and defer:");
    {
        const char *one __attribute__((cleanup(clean))) = "c1";
        defer await say("d1");
        const char *two __attribute__((cleanup(clean))) = "c2";
        defer await say("d2");
        (void)one, (void)two;
    }
    puts("");
}
static async void whiles(void)
{
    int n = 0;
    printf("while:");
    while (n < 3) {
        defer n++;
        defer await say("x");
    }
    printf(" %d\n", n);
}
static async void dos(void)
{
    int n = 0;
    printf("do:");
    do {
        defer printf(" y%d", await late(n++));
    } while (n < 2);
    printf(" %d\n", n);
}
static async void switches(int n)
{
    printf("switch:");
    switch (n) {
    case 1: {
        defer await say("d");
        await say("in");
        break;
    }
    default:
        printf("never");
    }
    printf(" after\n");
}
struct pair {
    int a, b;
};
static async struct pair pairs(void)
{
    struct pair p = {1, 2};
    defer
    {
        await async_yield();
        p.a = p.b = 0;
    }
    return p;
}
static async int kept(void)
{
    int v = 10;
    defer v = await late(0);
    return v;
}
static async void deep(void)
{
    printf("deep break:");
    for (;;) {
        defer await say("1");
        for (;;) {
            defer await say("2");
            {
                defer await say("3");
                goto out;
            }
        }
    }
out:
    printf(" end\n");
}
static async void in_try(void)
{
    printf("in try:");
    try {
        defer await say("d");
        await fails(15);
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async void in_catch(void)
{
    printf("in catch:");
    try {
        await fails(16);
    } catch (e) {
        defer await say("d");
        await say("caught");
    }
    printf(" after\n");
}
static async void loop_in_defer(void)
{
    printf("loop in defer:");
    defer for (int i = 0;; i++)
    {
        if (i == 3) {
            puts("");
            break;
        }
        printf(" %d", await late(i));
    }
}
static async void not_reached(int no)
{
    if (no) {
        await late(1);
        defer await say("never");
    }
    if (!no)
        goto end;
    {
        defer await say("never");
        return;
    }
end:
    printf("not reached: end\n");
}
static async void large(void)
{
    printf("large:");
    defer puts("");
    defer await say("8");
    defer await say("7");
    {
        defer await say("6");
        defer await say("5");
        {
            defer await say("4");
            defer await say("3");
            {
                defer await say("2");
                defer await say("1");
                return;
            }
        }
    }
}
static void report(const struct async_report *r, void *arg)
{
    (void)arg;
    printf("two errors: second reported %d, ", r->code);
}

async int main(void)
{
    await fall();
    await breaks();
    await continues();
    await goto_out();
    await goto_back();
    int v = 7;
    int r = await returns(&v);
    printf(" value %d\n", r);
    try {
        printf("throw:");
        await throws();
    } catch (e) {
        printf(" caught %d\n", e);
    }
    await twice();
    printf("loop body:");
    for (int i = 0; i < 3; i++) {
        defer printf(" a%d", i);
    }
    puts("");
    try {
        printf("failed defer:");
        await failed_defer();
    } catch (e) {
        printf(" caught %d\n", e);
    }
    async_on_unhandled(report, NULL);
    try {
        await two_errors();
    } catch (e) {
        printf("caught %d\n", e);
    }
    async_on_unhandled(NULL, NULL);
    try {
        printf("return lost:");
        printf("%d", await return_lost());
    } catch (e) {
        printf(" caught %d\n", e);
    }
    await catches();
    printf(" then fine\n");
    await nested_defer();
    await at_once(1);
    await cleanups();
    await whiles();
    await dos();
    await switches(1);
    printf("value %d kept\n", await kept());
    struct pair p = await pairs();
    printf("struct %d %d\n", p.a, p.b);
    await deep();
    await in_try();
    await in_catch();
    await loop_in_defer();
    await not_reached(0);
    await large();
}
