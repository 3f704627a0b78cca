// With --checked a program ends where it reads a future that has no value yet, or never will have one.
// no-erase
// awaitc: --checked
#include <async.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    int a, b;
};

static async int half(int x)
{
    await async_sleep(x * 0.001);
    return x / 2;
}

static async struct pair both(int x)
{
    await async_yield();
    return (struct pair){x, x + 1};
}

static async int fails(void)
{
    throw 5;
}

#define SQUARE(f) (*(f) * *(f))

static async int fine(void)
{
    future(int) a = spawn(half(10));
    future(struct pair) p = spawn(both(3));
    future(int) list[2] = {a, a};
    await async_all(a, p);
    int sum = *a + *await a + *list[1] + SQUARE(a);
    for (int i = 0; i < *(a); i++)
        sum += (int)sizeof *a;
    sum += p->a + (*p).b + (await p)->b + await half(*a) + *a;
    return sum + (*a ? *a : p->b);
}

static async int early(void)
{
    future(int) b = spawn(half(20));
    return *b;
}

static async int never(void)
{
    future(int) b = spawn(fails());
    await async_settle(b);
    return 1 + *b;
}

static const char *what;

static void print(const struct async_report *report, void *arg)
{
    (void)arg;
    if (strstr(report->text, what)) {
        printf("%s\n", what);
        fflush(stdout);
        _Exit(0);
    }
}

static int run(int which)
{
    async_on_unhandled(print, NULL);
    if (which == 0)
        return async_run(fine());
    what = which == 1 ? "was read before its value was there" : "has no value";
    return which == 1 ? async_run(early()) : async_run(never());
}

int main(int argc, char **argv)
{
    char command[4096];
    if (argc > 1)
        return run(atoi(argv[1]));
    printf("%d\n", run(0));
    for (int which = 1; which < 3; which++) {
        fflush(stdout);
        snprintf(command, sizeof command, "'%s' %d", argv[0], which);
        if (system(command))
            printf("%d: was not noticed\n", which);
    }
    return 0;
}

// expect: 83
// expect: was read before its value was there
// expect: has no value
