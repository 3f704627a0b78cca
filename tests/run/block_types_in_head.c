// Types that are defined in what an async function returns or takes.
// flags: -Wno-error
// expect: 1 2
// expect: 5
// expect: 7 0
// expect: 10
// expect: 8
#include <async.h>
#include <stdio.h>

async struct pair { int a, b; } make(int n)
{
    struct pair p = {n, n + 1}, *q = &p;
    await async_yield();
    return *q;
}

static async struct early { int e; } prototype(void);

static async struct early prototype(void)
{
    struct early e = {5};
    await async_yield();
    return e;
}

static async enum mode { OFF, ON = 7 } mode(void)
{
    await async_yield();
    return ON;
}

static async struct {
    int x;
    struct {
        int y;
    } in;
} nameless(int x)
{
    __typeof__(nameless(0)) result = {x, {x + 1}}, *p = &result;
    await async_yield();
    return *p;
}

static async int takes(const void *p, struct inside { int v; } *unused)
{
    await async_yield();
    const struct inside *q = unused ? unused : p;
    await async_yield();
    return q->v;
}

async int main(void)
{
    struct pair p = await make(1);
    printf("%d %d\n", p.a, p.b);
    printf("%d\n", (await prototype()).e);
    enum mode m = await mode();
    printf("%d %d\n", m, OFF);
    printf("%d\n", (await nameless(9)).in.y);
    printf("%d\n", await takes(&(int){8}, NULL));
    return 0;
}
