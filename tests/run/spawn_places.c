// spawn in every place an expression may have: arguments, returns' operands, conditions, members, macros.
// no-erase
// expect: 3 7
// expect: 12
// expect: member 5
// expect: yes
// expect: 9 9
// expect: pointer 8
// expect: -4
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int both(future(int) a, future(int) b)
{
    return *await a + *await b;
}

struct holder {
    future(int) f;
    int n;
};

static async int member(struct holder *h)
{
    await async_yield();
    return *await h->f;
}

#define GO(x) spawn(late(x))

static async int negate(async int (*f)(int), int x)
{
    future(int) task = spawn(f(x));
    return -*await task;
}

async int main(void)
{
    printf("%d %d\n", *await spawn(late(3)), await both(GO(3), spawn(late(await late(4)))));
    future(int) a = NULL;
    a = spawn(late(5));
    future(int) b = a;
    printf("%d\n", *await a + 2 + *await b);
    struct holder h = {.f = GO(5), .n = 1};
    printf("member %d\n", await member(&h));
    if (*await GO(1) && !*await spawn(late(0)))
        puts("yes");
    future(int) pair[2] = {[1] = GO(9)};
    pair[0] = pair[1];
    future(int) *p = pair;
    printf("%d %d\n", *await p[0], **(await async_yield(), p + 1));
    async int (*f)(int) = late;
    future(int) by_pointer = spawn(f(8));
    printf("pointer %d\n", *await by_pointer);
    printf("%d\n", await negate(late, 4));
    return 0;
}
