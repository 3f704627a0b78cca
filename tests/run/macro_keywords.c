// Words for the keywords, and macros that stand for halves of statements.
// no-erase
// flags: -Wno-shadow
// expect: <s == 12345 && await leaf(1) 1> ~counter ~counter ~counter ~agen3 in time 1 late 0 r3 r2 one 302
// expect: 302
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#define finally        defer
#define except(x)      catch (x)
#define raise_(x)      throw x
#define foreach(v, g)  gen_each (int v, g)
#define aforeach(v, g) await_each (int v, g)
#define go             spawn
#define give           yield
#define co             async
#define WITH(decl, cleanup)                                                                        \
    for (int once_ = 1; once_;)                                                                    \
        for (decl; once_; once_ = 0) {                                                             \
            defer cleanup;
#define END_WITH    }
#define DELEGATE(g) yield_from(int, g)
#define CHECKED(call)                                                                              \
    do {                                                                                           \
        int rc_ = (call);                                                                          \
        if (rc_ < 0)                                                                               \
            throw -rc_;                                                                            \
    } while (0)
#define UNLESS(e, code)                                                                            \
    if (!(e))                                                                                      \
    throw async_error(code, #e)
#define GEN(name, T, ...) static generator(T) name(__VA_ARGS__)
#define TASK(name, call)  future(int) name = spawn(call)
#define JOIN(...)         await async_all(__VA_ARGS__)
#define IN_TIME(s, ...)                                                                            \
    ({                                                                                             \
        int ok_ = 1;                                                                               \
        try {                                                                                      \
            async_timeout (s) {                                                                    \
                __VA_ARGS__;                                                                       \
            }                                                                                      \
        } catch (e_) {                                                                             \
            if (e_ != ETIMEDOUT)                                                                   \
                throw;                                                                             \
            ok_ = 0;                                                                               \
        }                                                                                          \
        ok_;                                                                                       \
    })
#define LOOP_RETRY(n)   for (int left_ = (n); left_; left_--)
#define GUARD(fmt, ...) defer printf(fmt, ##__VA_ARGS__)
#define VALUE_OR(f, x)                                                                             \
    ({                                                                                             \
        __typeof__((void)0, *(f)) v_;                                                              \
        try {                                                                                      \
            v_ = *await(f);                                                                        \
        } catch (e_) {                                                                             \
            v_ = (x);                                                                              \
        }                                                                                          \
        v_;                                                                                        \
    })
static co int leaf(int x)
{
    if (x & 1)
        await async_yield();
    return x;
}
static co int neg(int x)
{
    await leaf(x);
    return -x;
}
static co int bad(int x)
{
    await leaf(x);
    raise_(x);
}
GEN(counter, int, int n)
{
    finally printf("~counter ");
    for (int i = 0; i < n; i++)
        give i;
}
GEN(outer, int, int n)
{
    int a = n;
    DELEGATE(counter(a));
    give 50;
    DELEGATE(counter(1));
    gen_return(7);
}
static async generator(int) agen(int n)
{
    GUARD("~agen%d ", n);
    foreach(x, counter(n))
    {
        await leaf(x);
        yield x;
    }
}
static co int one(int n)
{
    int s = 0;
    GUARD("%s %d\n", "one", s);
    try {
        CHECKED(await leaf(n));
        CHECKED(await neg(n));
        s = 100;
    }
    except(e)
    {
        s += e;
    }
    try {
        UNLESS(await leaf(n) == n, EIO);
        UNLESS(s == 12345 && await leaf(1), EPERM);
    }
    except(e)
    {
        printf("<%s %d> ", async_caught().message, e);
    }
    foreach(x, outer(2)) s += x;
    aforeach(x, agen(3))
    {
        if (x == 2)
            break;
        s += x;
    }
    {
        TASK(a, leaf(n));
        TASK(b, neg(1));
        JOIN(a, b);
        s += *a + *b;
    }
    WITH(char *m = malloc(3), free(m)) m[0] = await leaf(2);
    if (m[0] != 2)
        s += 1000;
    END_WITH
    printf("in time %d ", IN_TIME(3, s += await leaf(1)));
    printf("late %d ", IN_TIME(0.1, await async_sleep(100); s += 5000));
    LOOP_RETRY(3)
    {
        GUARD("r%d ", left_);
        try {
            s += await bad(left_);
        }
        except(e)
        {
            if (e == 2) {
                s += 200;
                break;
            }
            continue;
        }
    }
    TASK(f, bad(9));
    TASK(g, leaf(9));
    s += VALUE_OR(f, 30) + VALUE_OR(g, 40);
    future(int) q = go(leaf(3));
    s += *await q;
    return s;
}
async int main(void)
{
    printf("%d\n", await one(4));
    return 0;
}
