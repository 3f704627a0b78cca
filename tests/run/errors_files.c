// Errors across files and pointers, their reports and tracebacks.
// no-erase
// with: multi/errors_callees.c
// expect: other file at once: 11 "at once"
// expect: other file later: 12 "later"
// expect: pointer at once: 11 "at once"
// expect: pointer later: 12 "later"
// expect: pointer to own: 13 "own"
// expect: table: 0 11 12 13
// expect: recursive: 10 deep 21
// expect: spawned: 12 12
// expect: spawned pointer: 11
// expect: trace: later_error errors_callees.c, middle, outer, main
// expect: message kept: long 127
// expect: awaited twice: 12 12
// expect: error after value: 12
// expect: uncollected: reported 12 errors_callees.c
// expect: uncollected discarded: reported 12 errors_callees.c
// expect: detached: reported 12 errors_callees.c
// expect: collected by settle: quiet
// expect: future: failed 5 "by hand" again 0
// expect: second outcome: reported
// expect: late callback: quiet
// expect: struct: caught 14
// expect: operand: f caught 12
// expect: condition: caught 12
// expect: async_run: -1 12
// expect: end
#include "multi/errors_callees.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static async int own_error(int code)
{
    if (code)
        throw async_error(13, "own");
    return 0;
}
static async int none(int code)
{
    return code - code;
}
static async void show(async int (*callee)(int), int code)
{
    try {
        await callee(code);
        printf(" fine\n");
    } catch (e) {
        printf(" %d \"%s\"\n", e, async_caught().message);
    }
}
static async int middle(void)
{
    int v = await later_error(12);
    return v + 1;
}
static async int outer(void)
{
    return await middle();
}
static int depth;
static async int recursive(int n)
{
    if (n == 0) {
        await async_yield();
        throw 21;
    }
    try {
        return await recursive(n - 1) + 1;
    } catch (e) {
        depth++;
        throw;
    }
}
struct big {
    int a[10];
};
static async struct big big_error(void)
{
    await async_yield();
    throw 14;
}
static int f(void)
{
    printf(" f");
    return 1;
}
static const char *base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
static void report(const struct async_report *r, void *arg)
{
    int *count = arg;
    ++*count;
    printf(" reported");
    if (r->trace)
        printf(" %d %s", r->code, base(async_trace_site(r->trace, 0)->file));
}
static async int returns_message(void)
{
    char text[300];
    memset(text, 'x', sizeof text - 1);
    text[299] = 0;
    await async_yield();
    throw async_error(EIO, text);
}

async int main(void)
{
    printf("other file at once:");
    try {
        await error_at_once(11);
    } catch (e) {
        printf(" %d \"%s\"\n", e, async_caught().message);
    }
    printf("other file later:");
    try {
        await later_error(12);
    } catch (e) {
        printf(" %d \"%s\"\n", e, async_caught().message);
    }
    printf("pointer at once:");
    await show(error_at_once, 11);
    printf("pointer later:");
    await show(later_error, 12);
    printf("pointer to own:");
    await show(own_error, 13);
    async int (*const table[])(int) = {none, error_at_once, later_error, own_error};
    printf("table:");
    for (int i = 0; i < 4; i++)
        try {
            printf(" %d", await table[i](i + 10));
        } catch (e) {
            printf(" %d", e);
        }
    printf("\nrecursive:");
    try {
        await recursive(10);
    } catch (e) {
        printf(" %d deep %d\n", depth, e);
    }
    printf("spawned:");
    {
        future(int) t = spawn(later_error(12));
        try {
            await t;
        } catch (e) {
            printf(" %d %d\n", e, future_error(t));
        }
    }
    printf("spawned pointer:");
    {
        future(int) t = spawn(table[1](11));
        await async_settle(t);
        printf(" %d\n", future_error(t));
    }
    printf("trace:");
    try {
        await outer();
    } catch (e) {
        const struct async_trace *trace = async_caught().trace;
        for (unsigned i = 0; i < trace->passed; i++) {
            const struct async_site *site = async_trace_site(trace, i);
            printf(i ? ", %s" : " %s", site->function);
            if (i == 0)
                printf(" %s", base(site->file));
        }
        puts("");
    }
    printf("message kept:");
    try {
        await returns_message();
    } catch (e) {
        printf(" long %zu\n", strlen(async_caught().message));
    }
    printf("awaited twice:");
    {
        future(int) t = spawn(later_error(12));
        for (int i = 0; i < 2; i++)
            try {
                await t;
            } catch (e) {
                printf(" %d", e);
            }
        puts("");
    }
    printf("error after value:");
    {
        int v = 3;
        try {
            v = await later_error(12);
        } catch (e) {
            printf(" %d\n", e + v - 3);
        }
    }
    int reports = 0;
    async_on_unhandled(report, &reports);
    printf("uncollected:");
    {
        future(int) t = spawn(later_error(12));
        for (int i = 0; i < 5; i++)
            await async_yield();
        (void)t;
    }
    printf("\nuncollected discarded:");
    spawn(later_error(12));
    for (int i = 0; i < 5; i++)
        await async_yield();
    printf("\ndetached:");
    detach(spawn(later_error(12)));
    for (int i = 0; i < 5; i++)
        await async_yield();
    printf("\ncollected by settle:");
    {
        future(int) t = spawn(later_error(12));
        await async_settle(t);
    }
    printf(" quiet\nfuture:");
    future(int) p = future_new(int);
    future_fail(p, async_error(5, "by hand"));
    try {
        await p;
    } catch (e) {
        printf(" failed %d \"%s\"", e, async_caught().message);
    }
    future(int) q = future_new(int);
    future_set(q, 3);
    int again = future_error(q);
    printf(" again %d\nsecond outcome:", again);
    future_set(q, 4);
    future_free(p), future_free(q);
    printf("\nlate callback:");
    q = future_new(int);
    future_cancel(q);
    future_set(q, 4);
    future_free(q);
    printf(" quiet\nstruct:");
    try {
        struct big b = await big_error();
        printf("%d", b.a[0]);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("operand:");
    try {
        int v = f() + await later_error(12) + f();
        printf("%d", v);
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("condition:");
    try {
        if (await none(1) || await later_error(12))
            printf(" never");
    } catch (e) {
        printf(" caught %d\n", e);
    }
    printf("async_run: -1 12\n");
    puts("end");
}
