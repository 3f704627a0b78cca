// Tries, defers, timeouts and tasks in odd places.
// no-erase
// flags: -Wno-shadow
// expect: macro 5 6
// expect: stmt expr 3 caught 4
// expect: vla in try 6 caught 2
// expect: switch in try 2 after
// expect: try in switch 1 one out
// expect: case in catch free
// expect: timeout in defer in try d caught 110
// expect: try in do 0 1 2 3
// expect: comma 7
// expect: conditional 1 caught 9
// expect: long 4294967297 struct 1 2
// expect: shadow 1 2 1
// expect: volatile 3
// expect: recursion d0 d1 d2 d3 caught 8
// expect: goto out of all t2 (125) d1 out
// expect: task in catch 5 e 2
// expect: task in defer 6
// expect: task in try in loop 0 1 2
// expect: task in switch 3
// expect: array of tasks 0 1 4 9
// expect: struct member 7
// expect: nested functions of owners 10
// expect: args 1 2 3
// expect: throws in init caught 3 d
// expect: throws in arguments f caught 3
// expect: throws in condition caught 3
// expect: throws in for header caught 3 0
// expect: throws in switch head caught 3
// expect: throws in return caught 3
// expect: throws in array caught 3
// expect: defer sees changes 5
// expect: defer with loop var 0 1 2
// expect: two catches 1 2
// expect: catch variable changed 12
// expect: catch var address 8
// expect: while try 3
// expect: bool 1
// expect: void expr caught 3
// expect: errno kept 1
// expect: each in try in each 00 01 caught 5
// expect: yield in nested try 1 2 3 4
#include <async.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x))                                                                                  \
            throw EIO;                                                                             \
    } while (0)
#define TRY_OR(call, other)                                                                        \
    ({                                                                                             \
        int v_;                                                                                    \
        try {                                                                                      \
            v_ = await call;                                                                       \
        } catch (e_) {                                                                             \
            v_ = (other);                                                                          \
        }                                                                                          \
        v_;                                                                                        \
    })

static async int late(int x)
{
    await async_yield();
    return x;
}
static async int fails(int x)
{
    await async_yield();
    throw x;
}
static async int maybe(int x)
{
    if (x & 1)
        await async_yield();
    if (x)
        throw x;
    return 0;
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
static async void macros(void)
{
    try {
        CHECK(await late(1));
        CHECK(await late(0));
        printf(" never");
    } catch (e) {
        printf(" %d", e);
    }
    int v = TRY_OR(fails(3), 6);
    printf(" %d\n", v);
}
static async void stmt_expr(void)
{
    try {
        int v = ({
            int w = await late(3);
            if (w > 3)
                throw 1;
            w;
        });
        printf(" %d", v);
        v = ({
            int w = await late(4);
            if (w > 3)
                throw w;
            w;
        });
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async void vla_in_try(int n)
{
    try {
        int a[n];
        for (int i = 0; i < n; i++)
            a[i] = await late(i);
        int s = 0;
        for (int i = 0; i < n; i++)
            s += a[i];
        printf(" %d", s);
        {
            int b[n + 1];
            b[n] = 1;
            await fails(b[n] + 1);
        }
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async void switch_in_try(int n)
{
    try {
        switch (await late(n)) {
        case 1:
            throw 1;
        case 2:
            printf(" 2");
            break;
        default:
            break;
        }
        printf(" after\n");
    } catch (e) {
        printf(" never");
    }
}
static async void try_in_switch(int n)
{
    switch (n) {
    case 1: {
        try {
            await fails(1);
            break;
        } catch (e) {
            printf(" %d one", e);
            break;
        }
    }
    case 2:
        printf(" never");
        break;
    case 3: {
        try {
            return;
        } catch (e) {
            throw;
        }
    }
    default:
        printf(" never");
    }
    printf(" out\n");
}
static async void case_in_catch(void)
{
    try {
        await fails(ENOENT);
    } catch (e) {
        switch (e) {
        case ENOENT: {
            int n = await late(4);
            const char *word = n == 4 ? "free" : "";
            printf(" %s\n", word);
            break;
        }
        default:
            throw;
        }
    }
}
static async void timeout_in_defer(void)
{
    try {
        defer
        {
            defer printf(" d");
            async_timeout (0.1)
                await async_sleep(1);
        }
        await late(0);
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async void try_in_do(void)
{
    int i = 0;
    do {
        try {
            await maybe(i);
            printf(" %d", i);
        } catch (e) {
            printf(" %d", e);
        }
    } while (i++ < await late(3));
    puts("");
}
static async int comma(void)
{
    return await late(1), await late(7);
}
static async void conditional(int n)
{
    try {
        int v = n ? await late(n) : await fails(8);
        printf(" %d", v);
        v = n ? await fails(9) : await late(1);
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async long big(void)
{
    defer await async_yield();
    return (1L << 32) + 1;
}
struct pair {
    int a, b;
};
static async struct pair pair(void)
{
    try {
        return (struct pair){await late(1), await late(2)};
    } catch (e) {
        throw;
    }
}
static async void shadows(void)
{
    int e = 1;
    printf(" %d", e);
    try {
        throw 2;
    } catch (e) {
        printf(" %d", e);
    }
    printf(" %d\n", e);
}
static async void volatiles(void)
{
    volatile int n = 0;
    for (int i = 0; i < 3; i++)
        try {
            n++;
            await fails(n);
        } catch (e) {
        }
    printf(" %d\n", n);
}
static async int recursion(int n)
{
    defer
    {
        await async_yield();
        printf(" d%d", n);
    }
    if (n == 0)
        throw 8;
    return await recursion(n - 1);
}
static async void goto_out(void)
{
    for (int i = 0;; i++) {
        defer printf(" d1");
        try {
            async_timeout (5) {
                future(void) t = spawn(waits(""));
                defer printf(" t2");
                await late(1), await late(1);
                if (t)
                    goto out;
            }
        } catch (e) {
            printf("never");
        }
    }
out:
    printf(" out\n");
}
static async void task_in_catch(void)
{
    try {
        await fails(2);
    } catch (e) {
        future(int) t = spawn(late(5));
        printf(" %d", *await t);
        printf(" e %d\n", e);
    }
}
static async void task_in_defer(void)
{
    defer
    {
        future(int) t = spawn(late(6));
        printf(" %d\n", *await t);
    }
    await async_yield();
}
static async void task_in_try(void)
{
    for (int i = 0; i < 3; i++)
        try {
            future(int) t = spawn(maybe(i));
            printf(" %d", *await t);
        } catch (e) {
            printf(" %d", e);
        }
    puts("");
}
static async void task_in_switch(int n)
{
    switch (n) {
    case 3: {
        future(int) t = spawn(late(n));
        printf(" %d\n", *await t);
        break;
    }
    default:
        break;
    }
}
static async void squares(int *place, int x)
{
    await async_sleep(1.0 / (x + 1));
    *place = x * x;
}
static async void tasks_array(void)
{
    int results[4];
    future(void) tasks[4];
    for (int i = 0; i < 4; i++)
        tasks[i] = spawn(squares(&results[i], i));
    await async_all_n(tasks, 4);
    for (int i = 0; i < 4; i++)
        printf(" %d", results[i]);
    puts("");
}
struct worker {
    future(int) task;
};
static async void in_member(void)
{
    struct worker w = {.task = spawn(late(7))};
    printf(" %d\n", *await w.task);
}
static async int child(int n)
{
    if (n == 0)
        return 0;
    future(int) t = spawn(child(n - 1));
    return *await t + n;
}
static async int three(int a, int b, int c)
{
    printf(" %d %d %d\n", a, b, c);
    return 0;
}
static async void in_init(void)
{
    try {
        defer printf(" d\n");
        try {
            int v = await fails(3);
            printf("%d", v);
        } catch (e) {
            printf(" caught %d", e);
        }
    } catch (e) {
    }
}
static int f(void)
{
    printf(" f");
    return 0;
}
static async void in_places(void)
{
#define CAUGHT(title, ...)                                                                         \
    printf(title);                                                                                 \
    try {                                                                                          \
        __VA_ARGS__;                                                                               \
        printf(" never");                                                                          \
    } catch (e) {                                                                                  \
        printf(" caught %d\n", e);                                                                 \
    }
    CAUGHT("throws in arguments", await three(f(), await fails(3), f()))
    CAUGHT("throws in condition", if (await fails(3)) printf("x"))
    printf("throws in for header");
    int i = 0;
    try {
        for (i = 0; i < await fails(3); i++)
            printf("x");
    } catch (e) {
        printf(" caught %d %d\n", e, i);
    }
    CAUGHT(
        "throws in switch head", switch (await fails(3)) {
            default:
                printf("x");
        })
}
static async int in_return(void)
{
    try {
        return await fails(3);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    return 0;
}
static async void in_array(void)
{
    try {
        int a[] = {1, await fails(3), 2};
        printf("%d", a[0]);
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static async void sees_changes(void)
{
    int n = 1;
    defer printf(" %d\n", n);
    n = await late(5);
}
static async void loop_var(void)
{
    for (int i = 0; i < 3; i++) {
        defer printf(" %d", i);
        await async_yield();
    }
    puts("");
}
static async void changed(void)
{
    try {
        throw 4;
    } catch (e) {
        e *= 3;
        await async_yield();
        printf(" %d\n", e);
    }
    printf("catch var address");
    try {
        throw 4;
    } catch (e) {
        int *p = &e;
        await async_yield();
        *p += 4;
        printf(" %d\n", e);
    }
}
static async void while_try(void)
{
    int n = 0;
    while (true)
        try {
            if (++n == 3)
                break;
            await maybe(n);
        } catch (e) {
            continue;
        }
    printf(" %d\n", n);
}
static async bool yes(void)
{
    try {
        await fails(1);
    } catch (e) {
        return e;
    }
    return false;
}
static async void nothing(int x)
{
    await maybe(x);
}
static generator(int) two(int n)
{
    for (int i = 0; i < 2; i++)
        yield n * 10 + i;
}
static async void eaches(void)
{
    try {
        gen_each (int a, two(0)) {
            try {
                gen_each (int b, two(a)) {
                    printf(" %02d", b);
                    await async_yield();
                    if (b == 1)
                        throw 5;
                }
            } catch (e) {
                if (e == 5)
                    throw;
            }
        }
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
static generator(int) tries(void)
{
    try {
        yield 1;
        try {
            yield 2;
            throw 3;
        } catch (e) {
            yield e;
            throw 4;
        }
    } catch (e) {
        yield e;
    }
}

async int main(void)
{
    async_test_clock(1);
    printf("macro");
    await macros();
    printf("stmt expr");
    await stmt_expr();
    printf("vla in try");
    await vla_in_try(4);
    printf("switch in try");
    await switch_in_try(2);
    printf("try in switch");
    await try_in_switch(1);
    printf("case in catch");
    await case_in_catch();
    printf("timeout in defer in try");
    await timeout_in_defer();
    printf("try in do");
    await try_in_do();
    printf("comma %d\n", await comma());
    printf("conditional");
    await conditional(1);
    printf("long %ld", await big());
    struct pair p = await pair();
    printf(" struct %d %d\nshadow", p.a, p.b);
    await shadows();
    printf("volatile");
    await volatiles();
    printf("recursion");
    try {
        await recursion(3);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("goto out of all");
    await goto_out();
    printf("task in catch");
    await task_in_catch();
    printf("task in defer");
    await task_in_defer();
    printf("task in try in loop");
    await task_in_try();
    printf("task in switch");
    await task_in_switch(3);
    printf("array of tasks");
    await tasks_array();
    printf("struct member");
    await in_member();
    printf("nested functions of owners %d\n", await child(4));
    {
        printf("args");
        future(int) t = spawn(three(await late(1), await late(2), 3));
        await t;
    }
    printf("throws in init");
    await in_init();
    await in_places();
    printf("throws in return");
    await in_return();
    printf("throws in array");
    await in_array();
    printf("defer sees changes");
    await sees_changes();
    printf("defer with loop var");
    await loop_var();
    printf("two catches");
    for (int i = 1; i < 3; i++) {
        try {
            throw i;
        } catch (e) {
            printf(" %d", e);
        }
    }
    printf("\ncatch variable changed");
    await changed();
    printf("while try");
    await while_try();
    printf("bool %d\n", await yes());
    printf("void expr");
    try {
        await nothing(3);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    errno = 0;
    try {
        errno = 5;
        throw 3;
    } catch (e) {
        printf("errno kept %d\n", errno == 5);
    }
    printf("each in try in each");
    await eaches();
    printf("yield in nested try");
    gen_each (int v, tries())
        printf(" %d", v);
    puts("");
}
