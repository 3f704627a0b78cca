// What stands around an awaited result: members, dereferences, places, casts, calls through it.
// expect: 2 20 7
// expect: 5 6 7
// expect: 9 1
// expect: 3 4
// expect: b
// expect: 11 -11
// expect: 8 16
// expect: 1 2 3 4
// expect: lasting
// expect: 100
#include <async.h>
#include <stdio.h>
#include <string.h>

struct inner {
    int values[3];
    const char *name;
};
struct first {
    int x, y, z;
};
struct outer {
    struct first first;
    struct inner in;
    struct inner *link;
    int (*call)(int);
};
struct text {
    char chars[16];
};

static struct inner shared = {{5, 6, 7}, "abc"};

static int negate(int x)
{
    return -x;
}

static async struct outer get(int a)
{
    await async_yield();
    return (struct outer){{a, a * 10, 7}, {{a, a * 10, 7}, "get"}, &shared, negate};
}
static async struct outer *find(struct outer *o)
{
    await async_yield();
    return o;
}
static async struct text say(const char *s)
{
    struct text t;
    await async_yield();
    strcpy(t.chars, s);
    return t;
}
static async int copy(char *to, const char *from)
{
    await async_yield();
    strcpy(to, from);
    return (int)strlen(to);
}
static async void *opaque(void *p)
{
    await async_yield();
    return p;
}

async int main(void)
{
    printf("%d %d %d\n", (await get(2)).first.x, (await get(2)).first.y,
           (await get(2)).first.z);
    int *values = (await get(0)).link->values;
    printf("%d %d %d\n", values[0], values[1], (await get(1)).link->values[2]);

    struct outer o = await get(3);
    (await find(&o))->in.values[1] = 9;
    (*await find(&o)).in.values[2] = (await find(&o))->in.values[1] == 9;
    printf("%d %d\n", o.in.values[1], o.in.values[2]);
    *(&(await find(&o))->in.values[0] + 1) = 4;
    printf("%d %d\n", o.in.values[0], *((await find(&o))->in.values + 1));
    printf("%c\n", (await find(&o))->link->name[1]);
    printf("%d %d\n", (await find(&o))->call(-11), (await get(0)).call(11));

    int eight = 8;
    printf("%d %d\n", *(int *)await opaque(&eight), 2 * *(int *)await opaque(&eight));
    int a = 1, b = 2, *pick;
    pick = (await get(0)).first.x ? &a : &b;
    *pick = 2;
    *(await find(&o) ? &a : &b) += 0;
    (void)await get(0);
    printf("%d %d %d %d\n", a, *pick, (int)(short)3.9, (await get(4)).first.x);

    char to[16];
    struct text text = await say("lasting");
    int length = await copy(to, text.chars);
    printf("%.*s\n", length, to);
    printf("%d\n", (await get((await get((await get(1)).first.y)).first.x)).first.y);
    return 0;
}
