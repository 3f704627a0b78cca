// Tags of the file that stand for other types where a function is called.
// expect: 6 7
// expect: 5 9
// expect: 12
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

static async struct both twice(struct both x)
{
    await async_yield();
    return (struct both){2 * x.a, 2 * x.b};
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
}
