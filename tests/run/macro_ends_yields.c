// What is yielded and thrown ends within the use of a macro.
// no-erase
// expect: 3
// expect: 4
// expect: 5
// expect: 6
// expect: ended with 7
// expect: thrown 8, thrown 9
#include <async.h>
#include <stdio.h>

#define ID(x)      x
#define LAST(a, b) b

generator(int) count(int x)
{
    int *p = &x;
    yield ID(x);
    yield LAST(*p, x + 1);
    yield 2 + LAST(1, *p);
    if (x)
        yield ID(ID(x + 3));
    gen_return(ID(x + 4));
}

static async int fail(int x)
{
    int *p = &x;
    await async_yield();
    if (x == 8)
        throw ID(*p);
    throw 1 + LAST(0, x - 1);
}

static async int caught(int x)
{
    try {
        await fail(x);
    } catch (e) {
        return ID(e);
    }
    return 0;
}

async int main(void)
{
    generator(int) g = count(3);
    while (gen_next(g))
        printf("%d\n", *g);
    printf("ended with %d\n", gen_value(int, g));
    gen_free(g);
    printf("thrown %d, thrown %d\n", await caught(8), await caught(9));
}
