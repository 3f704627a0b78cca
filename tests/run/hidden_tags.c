// Types of the file whose names stand for something else where a function is called: tags, tags
// within local types and out of macros, typedefs and enumerators.
// flags: -Wno-shadow
// expect: 6 7
// expect: 5 9
// expect: 12
// expect: 6 8
// expect: 6 8
// expect: 6 8
// expect: 6 16
// expect: 14
// expect: 17
#include <async.h>
#include <stdio.h>

struct both {
    int a, b;
};
union either {
    int whole;
    unsigned char bytes[4];
};
enum kind { FIRST = 4, SECOND };

static struct both both = {1, 2};
static union either either = {.whole = 5};

static async int sum(struct both x, int more)
{
    await async_yield();
    return x.a + x.b + more;
}

static async union either same(union either x)
{
    await async_yield();
    return x;
}

static async enum kind next(enum kind kind)
{
    await async_yield();
    return kind + 1;
}

typedef struct {
    int a, b;
} pair;
typedef struct {
    int x;
} left, right;

static pair ones = {1, 1};

static async int added(pair x, int more)
{
    await async_yield();
    return x.a + x.b + more;
}

static async int difference(left x, right y)
{
    await async_yield();
    return x.x - y.x;
}

static async struct both twice(struct both x)
{
    await async_yield();
    return (struct both){2 * x.a, 2 * x.b};
}

#define LOCAL(tag, ...)                                                                            \
    struct tag {                                                                                   \
        __VA_ARGS__;                                                                               \
    }
#define PASTED(begin, end) typedef char *begin##end[3]

static async void within(void)
{
    struct outer {
        struct both {
            float *f[2];
        } inner;
    };
    int first = await sum(both, 3);
    printf("%d %d\n", first, (int)(sizeof(struct outer) / sizeof(float *)) + 6);
}

static async void in_expression(void)
{
    int size = (int)(sizeof(struct outer {
                         struct both {
                             float *f[2];
                         } inner;
                     }) /
                     sizeof(float *));
    int first = await sum(both, 3);
    printf("%d %d\n", first, size + 6);
}

static async void from_macros(void)
{
    LOCAL(both, float *f[2]);
    int first = await sum(both, 3);
    printf("%d %d\n", first, (int)(sizeof(struct both) / sizeof(float *)) + 6);
    PASTED(pa, ir);
    first = await added(ones, 4);
    printf("%d %d\n", first, (int)(sizeof(pair) / sizeof(char *)) + 13);
}

static async void by_others(void)
{
    left four = {4};
    right two = {2};
    typedef float *pair[2];
    enum { left = 3, right };
    int first = await added(ones, left + (int)(sizeof(pair) / sizeof(float *)) + right);
    printf("%d\n", first + left);
    printf("%d\n", await difference(four, two) + 15);
}

async int main(void)
{
    await async_yield();
    {
        struct both {
            float *both[2];
        };
        int first = await sum(both, 3);
        printf("%d %d\n", first, await sum(await twice(both), sizeof(struct both) == 16));
    }
    {
        union either {
            double either[3];
        };
        typedef struct kind {
            char *kind;
        } kind;
        int whole = (await same(either)).whole;
        printf("%d %d\n", whole,
               await next(SECOND) + (int)sizeof(kind) / 8 + (sizeof(union either) > 16) * 2 - 0);
    }
    enum kind { THIRD = 9 };
    printf("%d\n", await next(FIRST) + await sum((await twice(both)), (int)THIRD - 8));
    await within();
    await in_expression();
    await from_macros();
    await by_others();
}
