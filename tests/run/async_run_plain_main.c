// async_run from an ordinary main: several in a row, of every kind of result, from a helper too.
// expect: 3
// expect: 2.5
// expect: text
// expect: 4 5
// expect: void done
// expect: 0 1 4 9 16
// expect: 7 8
// expect: -1
#include <async.h>
#include <stdio.h>

struct pair {
    int a, b;
};

static async int add(int a, int b)
{
    await async_yield();
    return a + b;
}

static async double half(double x)
{
    await async_sleep(0.001);
    return x / 2;
}

static async const char *text(void)
{
    await async_yield();
    return "text";
}

static async struct pair make(int a, int b)
{
    await async_yield();
    return (struct pair){a, b};
}

static async void nothing(const char *s)
{
    await async_yield();
    puts(s);
}

static async int at_once(int x)
{
    return x;
}

static int square(int x)
{
    int total = 0;
    for (int i = 0; i < x; i++)
        total = async_run(add(total, x));
    return total;
}

int main(void)
{
    printf("%d\n", async_run(add(1, 2)));
    printf("%.1f\n", async_run(half(5)));
    printf("%s\n", async_run(text()));
    struct pair p = async_run(make(4, 5));
    printf("%d %d\n", p.a, p.b);
    async_run(nothing("void done"));
    for (int i = 0; i < 5; i++)
        printf("%d%c", square(i), i == 4 ? '\n' : ' ');
    printf("%d %d\n", async_run(at_once(7)), async_run(make(0, 8)).b);
    async int (*f)(int) = at_once;
    printf("%d\n", async_run(f(-1)));
    return 0;
}
