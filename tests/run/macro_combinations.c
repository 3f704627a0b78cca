// SPDX-License-Identifier: MIT
// Macros of all sorts whose bodies and arguments await, jump, return, declare, paste and make strings.
// flags: -w
// no-tcc
// expect: red green blue 14 5
// expect: await late(3) + 1 = 4
// expect: MAX(await late(2), await late(7)) = 7
// expect: 3 -1 10
// expect: 4 3
// expect: 6 ab
// expect: 0 1 2 4
// expect: await late( 1 ) "x\n" 86
#include <async.h>
#include <stdio.h>
static async int late(int x)
{
    await async_yield();
    return x;
}
#define COLOURS X(red, 1) X(green, 2) X(blue, 3)
#define X(n, v) n##_id = v,
enum colour { COLOURS };
#undef X
#define STR(x)      #x
#define XSTR(x)     STR(x)
#define CAT(a, b)   a##b
#define XCAT(a, b)  CAT(a, b)
#define VA(f, ...)  f(__VA_ARGS__)
#define OPT(f, ...) f(0 __VA_OPT__(+) __VA_ARGS__)
#define SHOW(e)     printf("%s = %d\n", #e, (e))
#define RETURN_IF(c, v)                                                                            \
    do {                                                                                           \
        if (c)                                                                                     \
            return (v);                                                                            \
    } while (0)
#define LABEL(n)                                                                                   \
    n:                                                                                             \
    await late(0);                                                                                 \
    if (k++ < 2)                                                                                   \
    goto n
#define DECL(t, n)                                                                                 \
    t n = await late(5);                                                                           \
    t *XCAT(n, _p) = &n
#define MAX(a, b)                                                                                  \
    ({                                                                                             \
        __typeof__(a) a_ = (a);                                                                    \
        __typeof__(b) b_ = (b);                                                                    \
        a_ > b_ ? a_ : b_;                                                                         \
    })
#define FOREACH(i, n) for (int i = 0; i < (n); i++)
#define EMPTY
#define DEFER_(m)      m EMPTY()
#define PAIR()         3, 4
#define ADD(a, b)      ((a) + (b))
#define APPLY(m, args) m args
async int g(int x)
{
    RETURN_IF(await late(x) > 3, x * await late(2));
    return -1;
}
async int main(void)
{
    int k = 0;
    DECL(int, z);
    int sum = 0;
#define X(n, v)                                                                                    \
    sum += await late(v) * n##_id;                                                                 \
    printf("%s ", #n);                                                                             \
    n##_label : __attribute__((unused));
    COLOURS
#undef X
    printf("%d %d\n", sum, *z_p);
    SHOW(await late(3) + 1);
    SHOW(MAX(await late(2), await late(7)));
    LABEL(top);
    printf("%d %d %d\n", k, await g(2), await g(5));
    printf("%d %d\n", await VA(late, 4), await OPT(late, 3));
    printf("%d %s\n", await APPLY(late, (6)), XSTR(XCAT(a, b)));
    FOREACH(i, await late(3))
    {
        int *p = &i;
        await late(0);
        printf("%d ", *p);
    }
    printf("%d\n", APPLY(ADD, (await late(1), MAX(await late(3), 2))));
    printf("%s %d\n", STR(await late( 1 /* c */) "x\n"), __LINE__);
    return 0;
}
