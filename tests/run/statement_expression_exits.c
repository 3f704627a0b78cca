// Statement expressions that wait at their end, or without an await of their own: what stands beside them, and
// their value, is kept.
// no-erase
// expect: 535
// expect: 523
// expect: 535
// expect: 575
// expect: 535
// expect: 575
// expect: 535
// expect: 2 1 2 4 100
// expect: 1 1 0
// expect: y1 y2 y3 536
#include <async.h>
#include <stdio.h>

struct large {
    int a[40];
};

static volatile int five = 5;

static int get(void)
{
    return five;
}
static int three(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}
static async int leaf(int x)
{
    await async_yield();
    return x;
}
static async generator(int) ticks(int n)
{
    defer await async_yield();
    for (int i = 0; i < n; i++) {
        await async_yield();
        yield i;
    }
}
static async int join(int n)
{
    return three(get(), ({
                     future(int) t = spawn(leaf(n));
                     (void)t;
                     n + 1;
                 }),
                 get());
}
static async int joined(int n)
{
    return three(get(), await leaf(n), ({
                     future(int) t = spawn(leaf(n));
                     (void)t;
                     n + 1;
                 }));
}
static async int each(int n)
{
    return three(get(), ({
                     int s = 0;
                     await_each (int i, ticks(n))
                         s += i;
                     s;
                 }),
                 get());
}
static async int deferred(int n)
{
    return three(get(), ({
                     defer await async_yield();
                     int s = 4;
                     s + n;
                 }),
                 get());
}
static async int timed(int n)
{
    return three(get(), ({
                     int s = 0;
                     async_timeout (9)
                         s = await leaf(n);
                     s;
                 }),
                 get());
}
static async int tried(int n)
{
    return three(get(), ({
                     int s = 0;
                     try {
                         s = await leaf(n);
                         throw 4;
                     } catch (e) {
                         s += e;
                     }
                     s;
                 }),
                 get());
}
static async int large(int n)
{
    return three(get(), ({
                     defer await async_yield();
                     struct large s = {{4, n}};
                     s;
                 }).a[1],
                 get());
}
static async int values(int n)
{
    int a = ({
        int s = n - 2;
        defer await leaf(n);
        s + n;
    });
    long long b = n && ({
        int s = n - 2;
        defer await leaf(n);
        s + n;
    });
    int c = ({
        future(int) t = spawn(leaf(n));
        (void)t;
        n;
    });
    int d = ({
        defer await leaf(n);
        int e = ({
            defer await leaf(n);
            n + 1;
        });
        e + 1;
    });
    printf("%d %lld %d %d %d\n", a, b, c, d, ({
               defer await leaf(n);
               100.0;
           }) > 99 ? 100 : 0);
    return 0;
}
static async int logic(int n)
{
    int a = n && ({
        defer await leaf(n);
        n + 1;
    });
    int b = n || ({
        defer await leaf(n);
        n + 1;
    });
    int c = !n && ({
        defer await leaf(n);
        n + 1;
    });
    printf("%d %d %d\n", a, b, c);
    return 0;
}
static generator(int) yields(int n)
{
    int a = three(get(), ({
                      yield 1;
                      n;
                  }),
                  ({
                      yield 2;
                      yield 3;
                      get() + 1;
                  }));
    gen_return(a);
}

async int main(void)
{
    printf("%d\n", await join(2));
    printf("%d\n", await joined(2));
    printf("%d\n", await each(3));
    printf("%d\n", await deferred(3));
    printf("%d\n", await timed(3));
    printf("%d\n", await tried(3));
    printf("%d\n", await large(3));
    await values(2);
    await logic(2);
    generator(int) g = yields(3);
    while (gen_next(g))
        printf("y%d ", *g);
    printf("%d\n", gen_value(int, g));
    gen_free(g);
    return 0;
}
