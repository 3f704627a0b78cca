// SPDX-License-Identifier: MIT
//
// _Generic and __builtin_choose_expr whose operands are of one type, with what waits in them.
//
// expect: 11 22 33
// expect: 12
// expect: 31
// expect: 23
// expect: 24 34
// expect: 15
// expect: 16 26
// expect: 207
// expect: 18 29
// expect: 5 6
// expect: 5 1
// expect: 7 7
// expect: 40 41
// expect: 13 26
// expect: 8
// expect: 2: 100
// expect: 12 13 33
#include <async.h>
#include <stdio.h>

async int one(int x)
{
    await async_yield();
    return 10 + x;
}
async int two(int x)
{
    await async_yield();
    return 20 + x;
}
async int three(int x)
{
    await async_yield();
    return 30 + x;
}

struct s {
    int bits : 4;
    char name[5];
};

#define PICK(x, v)       _Generic((x), int : one(v), long : two(v), default : three(v))
#define AWAIT_PICK(x, v) (await PICK(x, v))
#define PAIRS            int : await one(6), char : await two(6)
#define TYPED(x, type)   _Generic((x), type : await one(8), default : await three(8))
#define BY_KIND(type, name)                                                                        \
    static async int name(type x)                                                                  \
    {                                                                                              \
        type copy = x;                                                                             \
        int v = await _Generic(copy, int : one((int)x), double : two((int)x), default : three(0)); \
        return v + (int)copy;                                                                      \
    }
BY_KIND(int, kind_of_int)
BY_KIND(double, kind_of_double)

static async int macros(void)
{
    int i = 0;
    long l = 0;
    char c = 0;
    printf("%d %d %d\n", await PICK(i, 1), AWAIT_PICK(l, 2), AWAIT_PICK(1.0, 3));
    int v = _Generic(i, /* a, comma: */ int : await one(2), default : await two(2)); // both int
    printf("%d\n", v);
    printf("%d\n", await _Generic(&i, long * : one(1), int(*)[3] : two(1), default : three(1)));
    printf("%d\n", await _Generic((struct s){1, "a"}.name, char * : two(3), default : one(3)));
    printf("%d %d\n", AWAIT_PICK(_Generic(i, int : l, default : i), 4), AWAIT_PICK("", 4));
    v = await _Generic(_Generic(i, int : one(3), default : two(3)), int : one(5), default : two(5));
    printf("%d\n", v);
    printf("%d %d\n", _Generic(i, PAIRS), _Generic(c, PAIRS));
    v = _Generic(l, long
                 : ({
                       int inner[3] = {1, 2, await two(2)};
                       await async_yield();
                       inner[0] = await _Generic(inner, int * : two(7), default : one(7));
                       inner[0] + inner[1] * 90;
                   }),
                   default
                 : await one(1));
    printf("%d\n", v);
    printf("%d %d\n", TYPED(i, int), _Generic((l), long : 2, default : 3) + await two(7));
    return 0;
}

static async int places(void)
{
    int i = 1, other = 2;
    _Generic(i, int : i, default : other) += await one(-6);
    _Generic(*&other, long : i, default : other) = await one(-5) + await PICK(1L, -19);
    printf("%d %d\n", i, other);
    double d = 0;
    _Generic(0, int : i, default : d) += await one(-3) - 7; // the control is of the arm's type
    _Generic(&d, int * : i, default : *&d) += await one(-9);
    printf("%d %g\n", i, d);
    i = __builtin_choose_expr(sizeof(int) == 4, await one(-3), await two(-3));
    other = await __builtin_choose_expr(sizeof(int) == 5, 1, one(-3));
    printf("%d %d\n", i, other);
    for (int k = 40; k < _Generic(k, int : await three(12), default : await one(0)); k++)
        printf(k % 2 ? " %d\n" : "%d", k);
    return 0;
}

// Directives within one.
static async int directives(void)
{
    char c = 0;
    int v = _Generic(1,
#if 1
                     int
                     : await one(2),
#else
                     int
                     : await two(2),
#endif
                       default
                     : await three(2));
    int w = _Generic(1,
#ifdef NOT_DEFINED
                     default
                     : await two(3)
#else
                     default
                     : await one(3)
#endif
    );
    printf("%d %d %d\n", v, w, await PICK(c, 3));
    return 0;
}

async int main(void)
{
    await macros();
    await places();
    printf("%d %d\n", await kind_of_int(1) + 1, (int)await kind_of_double(3));
    int n = 3;
    n = sizeof(_Generic(n, int
                        : await one(1), default
                        : await two(1))) +
        _Generic(n, int
                 : await one(-6), default
                 : await two(1));
    printf("%d\n", n);
    switch (_Generic(n, int : await two(-18), default : await one(1)))
    case 2:
        printf("2: %d\n", 100);
    await directives();
    return 0;
}
