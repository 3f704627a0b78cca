// Tasks run when their parent waits, in the order of their spawning; a future is awaited more than once.
// no-erase
// expect: main
// expect: a 1
// expect: b 1
// expect: a 2
// expect: b 2
// expect: a = 10, b = 20
// expect: again 10 10
// expect: 5 + 7 = 12
// expect: text 2.5 3 4
// expect: 33
// expect: done before: 1
#include <async.h>
#include <stdio.h>

struct pair {
    int a, b;
};

static async int steps(const char *name, int result)
{
    for (int i = 1; i <= 2; i++) {
        printf("%s %d\n", name, i);
        await async_yield();
    }
    return result;
}

static async int late(int x)
{
    await async_yield();
    return x;
}

static async const char *text(void)
{
    await async_sleep(0.001);
    return "text";
}

static async double real(double x)
{
    return x / 2;
}

static async struct pair make(struct pair p)
{
    await async_yield();
    p.a++;
    return p;
}

static async int wait_for(future(int) f)
{
    await async_yield();
    return *await f + 1;
}

static async int at_once(void)
{
    return 1;
}

async int main(void)
{
    future(int) a = spawn(steps("a", 10));
    future(int) b = spawn(steps("b", 20));
    puts("main");
    int got = *await a;
    printf("a = %d, b = %d\n", got, *await b);
    await a;
    printf("again %d %d\n", *a, *await a);

    future(int) five = spawn(late(5)), seven = spawn(late(await late(7)));
    printf("%d + %d = %d\n", *await five, *await seven, *five + *seven);

    future(const char *) t = spawn(text());
    future(double) r = spawn(real(5));
    future(struct pair) p = spawn(make((struct pair){2, 4}));
    const char *word = *await t;
    double half = *await r;
    struct pair pair = *await p;
    printf("%s %.1f %d %d\n", word, half, pair.a, pair.b);

    future(int) source = spawn(late(10));
    future(int) x = spawn(wait_for(source));
    future(int) y = spawn(wait_for(source));
    printf("%d\n", *await x + *await y + *await y);
    future(int) now = spawn(at_once());
    await async_yield();
    await async_yield();
    printf("done before: %d\n", future_done(now) ? *now : -1);
    return 0;
}
