// An initialiser with an await names the variable that it initialises, while an outer one has its name.
// flags: -Wno-shadow
// expect: 40 4
// expect: 1 2
#include <async.h>
#include <stdio.h>

struct pair {
    struct pair *self;
    int a;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async struct pair point(struct pair *self, int a)
{
    await async_yield();
    return (struct pair){self, a};
}

async int main(void)
{
    char x[4];
    {
        long x = await late((int)sizeof(long[5])), y = await late((int)sizeof x) / (int)sizeof x * 4;
        printf("%ld %ld\n", x, y);
    }
    {
        int x = await late(sizeof x == sizeof(int) ? 1 : 0);
        struct pair p = await point(&p, x + 1);
        printf("%d %d\n", p.self == &p, p.a);
    }
    x[0] = 0;
    return x[0];
}
