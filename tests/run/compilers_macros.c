// Macros that other compilers read otherwise than clang: what is transformed is clang's reading.
// no-erase
#include <async.h>
#include <stdio.h>

#ifndef __clang__
#define ON_STACK 1
#define WITHOUT(statement)                                                                         \
    do {                                                                                           \
        statement                                                                                  \
    } while (0)
#define STOP break
#else
#define WITHOUT(statement)                                                                         \
    do {                                                                                           \
    } while (0)
#define STOP (void)0
#endif
#ifdef ON_STACK
#define TWICE 1
#endif
#define LEAVE(x) WITHOUT(return x;)

static async int same(int x)
{
    await async_yield();
    return x;
}

static async double leaves(int x)
{
    await same(1);
    if (x > 1)
        WITHOUT(return 0.5;);
    if (x > 2)
        LEAVE(0.25);
    return await same(x);
}

static async void leaves_silently(int x)
{
    await same(1);
    WITHOUT(return;);
    for (int i = 0; i < x; i++) {
        printf("%d", await same(i));
        STOP;
    }
    printf("\n");
}

static async int chosen(int x)
{
#ifdef TWICE
    int copy = x;
#else
    int *copy = &x;
#endif
    x += await same(1);
#ifdef TWICE
    return copy + x;
#else
    return *copy;
#endif
}

async int main(void)
{
    printf("%g\n", await leaves(3));
    await leaves_silently(2);
    printf("%d\n", await chosen(3));
}
// expect: 3
// expect: 01
// expect: 4
