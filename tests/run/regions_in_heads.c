// Tries, defers, timeouts and tasks in the heads of statements, and jumps out of them.
// no-erase
// flags: -Wno-shadow
// no-tcc
// expect: 488
// expect: j1 11 0
// expect: j2 1000 0
// expect: j3 0 33
// expect: j4 24 0
// expect: j5 1032 0
// expect: j6 41 0
// expect: j7 41 0
// expect: 3105 97
// expect: 0 5 21
// expect: 1 0
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
static async int leaf(int x)
{
    if (x & 1)
        await async_yield();
    return x;
}
static async int bad(int x)
{
    if (x & 1)
        await async_yield();
    throw x;
}
static async int heads(int n)
{
    int s = 0;
    for (int i = ({
             int t;
             try {
                 t = await bad(1);
             } catch (e) {
                 t = e;
             }
             t;
         });
         ({
             defer s += 10;
             await leaf(i) < n;
         });
         i += ({
             defer await leaf(1);
             1;
         }))
        s++;
    while (({
        future(int) t = spawn(leaf(s));
        *await t < 60;
    }))
        s += 20;
    do {
        defer s += 100;
        if (s > 300)
            continue;
    } while (({
        int r = s < 400;
        defer
        {
            await leaf(3);
            r = 7;
        }
        r;
    }));
    switch (({
        async_timeout (3)
            s += await leaf(1);
        s & 1;
    })) {
    case 0:
        s += 2;
        break;
    case 1:
        s += 3;
    }
    if (({
            int z = 0;
        gen_return_none:
            if (z++ < 2) {
                defer s++;
                goto gen_return_none;
            }
            z;
        }) == 3)
        s += 5;
    return ({
               defer s = 0;
               try {
                   if (n)
                       throw 3;
               } catch (e) {
                   s += e;
               }
               s;
           }) +
           (n ? ({
               defer await leaf(1);
               await leaf(2);
           })
              : ({ await bad(2); }));
}
static async int jumps(int n)
{
    int k = 0;
    {
        volatile int v = 1;
        const int c = await leaf(2);
        _Atomic int a = 3;
        struct {
            unsigned b : 4;
        } bf = {5};
        defer k += v + c + a + (int)bf.b;
        int w[n];
        w[0] = 0;
        future(int) t = spawn(leaf(9));
        k += ({
            if (n == 1)
                goto out;
            if (n == 2)
                return k + 1000;
            if (n == 3)
                throw 33;
            v++;
            a++;
            bf.b++;
            await leaf(1);
            *await t + w[0];
        });
        try {
            for (;;) {
                defer v++;
                switch (n) {
                case 4:
                    goto out;
                case 5:
                    break;
                default:
                    defer a += 10;
                    if (await leaf(n))
                        goto out2;
                }
                k += 500;
                if (k > 700)
                    break;
            }
        } catch (e) {
            k += e;
        }
    out2:
        k += 7;
    }
out:
    return k;
}
static async int rethrow(int n)
{
    int depth = 0;
    for (;;) {
        try {
            try {
                await bad(n);
            } catch (e) {
                depth++;
                if (depth < 3)
                    throw;
                throw e + 100;
            }
        } catch (f) {
            if (f < 100)
                continue;
            defer depth = 0;
            return depth * 1000 + f;
        }
    }
}
static async int nested_defers(int n)
{
    int s = 1;
    {
        defer
        {
            defer
            {
                defer s = s * 2 + 1;
                try {
                    await bad(n);
                } catch (e) {
                    s += e;
                }
            }
            for (int i = 0; i < 2; i++) {
                defer s *= 3;
                if (i)
                    break;
                await leaf(1);
            }
        }
        s += 4;
    }
    return s;
}
static async int first(int n, int *log)
{
    defer(*log)++;
    if (!n)
        throw EIO;
    return await first(n - 1, log) + 1;
}
static async int even(int n);
static async int odd(int n)
{
    defer await leaf(1);
    return n ? await even(n - 1) : 0;
}
static async int even(int n)
{
    try {
        return n ? await odd(n - 1) : 1;
    } catch (e) {
        throw;
    }
}
int main(void)
{
    printf("%d\n", async_run(heads(3)));
    for (int i = 1; i < 8; i++) {
        int v = async_run(jumps(i));
        printf("j%d %d %d\n", i, v, async_run_error());
    }
    printf("%d %d\n", async_run(rethrow(5)), async_run(nested_defers(3)));
    int log = 0, v = async_run(first(20, &log));
    printf("%d %d %d\n", v, async_run_error(), log);
    printf("%d %d\n", async_run(even(50)), async_run(even(51)));
}
