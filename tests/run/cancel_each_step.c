// A task is cancelled at its every step, once and twice: each defer runs once, in order, and nothing leaks.
// no-erase
// flags: -Wno-shadow
// expect: 35
// expect: steps 54: 0
// expect: steps 54: 0
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int opened, closed, depth, order_bad;
static int stack_[1000];
static void enter(int x)
{
    opened++;
    stack_[depth++] = x;
}
static void leave(int x)
{
    closed++;
    if (!depth || stack_[--depth] != x)
        order_bad++;
}
#define SCOPE(x)                                                                                   \
    enter(x);                                                                                      \
    defer leave(x)
static async int pause_(int x)
{
    SCOPE(90);
    await async_yield();
    return x;
}
static async int rec(int n)
{
    SCOPE(80 + n);
    char buf[n + 1];
    memset(buf, n, sizeof buf);
    if (!n)
        return await pause_(1);
    int v = await rec(n - 1);
    return v + buf[n];
}
static async int (*volatile through)(int) = rec;
static generator(int) plain(int n)
{
    char *mem = malloc(10);
    defer free(mem);
    for (int i = 0; i < n; i++) {
        mem[i] = i;
        try {
            yield mem[i];
        } catch (e) {
            if (e != ASYNC_CLOSED)
                yield 99;
            throw;
        }
    }
}
static async generator(int) ticks(int n)
{
    char *mem = malloc(10);
    SCOPE(70);
    defer free(mem);
    defer await pause_(1);
    for (int i = 0; i < n; i++) {
        await pause_(1);
        yield i;
    }
    yield_from(void, plain(2));
}
static async void child(int n)
{
    char *m = malloc(3);
    defer free(m);
    for (int i = 0; i < n; i++)
        await async_yield();
}
static async int root(int n)
{
    SCOPE(1);
    int s = 0;
    for (int i = 0; i < 2; i++) {
        SCOPE(2);
        char *m = malloc(5);
        defer free(m);
        defer await pause_(3);
        try {
            SCOPE(3);
            s += await through(n);
            int v[n + 1];
            v[n] = 0;
            async_timeout (50) {
                SCOPE(4);
                s += await rec(2) + v[n];
            }
            try {
                SCOPE(5);
                await pause_(1);
                throw EIO;
            } catch (e) {
                SCOPE(6);
                if (e == ECANCELED) {
                    await pause_(1);
                    throw;
                }
                s += await pause_(2);
            }
        } catch (e) {
            SCOPE(7);
            if (e == ECANCELED && i == 0) {
                await pause_(1);
                throw;
            }
            if (e == ECANCELED)
                throw;
            await rec(1);
        }
        {
            future(void) a = spawn(child(5)), b = spawn(child(2));
            (void)a;
            SCOPE(8);
            await b;
        }
        gen_each (int x, plain(3)) {
            SCOPE(9);
            s += x;
            await async_yield();
            if (x == 1)
                break;
        }
        await_each (int x, ticks(2)) {
            SCOPE(10);
            s += x;
            await async_yield();
            if (x == 1 && i)
                break;
        }
        s += ({
            SCOPE(11);
            defer
            {
                await pause_(1);
            }
            int t = await pause_(4);
            t + 1;
        });
        switch (await pause_(i)) {
        case 0: {
            SCOPE(12);
            await pause_(1);
        } /* fall through */
        default: {
            SCOPE(13);
            defer await pause_(2);
            if (i)
                goto out;
        }
        }
        future(void) c = spawn(child(3));
        await async_shield(c);
    }
out:
    return s;
}
static async int again(int n) /* catches once, goes on */
{
    SCOPE(20);
    int swallowed = 0;
    for (int i = 0; i < 2; i++)
        try {
            return await root(n);
        } catch (e) {
            if (swallowed++)
                throw;
        }
    return -1;
}
async int main(void)
{
    printf("%d\n", await root(2));
    for (int way = 0; way < 2; way++)
        for (int k = 0, done = 0; !done; k++) {
            opened = closed = depth = 0;
            future(int) t = way ? spawn(again(2)) : spawn(root(2));
            for (int i = 0; i < k && !future_done(t); i++)
                await async_yield();
            done = !future_cancel(t);
            if (way)
                for (int i = 0; i < 7; i++)
                    await async_yield();
            if (way)
                future_cancel(t);
            await async_settle(t);
            if (opened != closed || depth || order_bad)
                printf("way %d k %d: %d %d %d %d\n", way, k, opened, closed, depth, order_bad),
                    order_bad = 0;
            if (done)
                printf("steps %d: %d\n", k, future_error(t));
        }
}
