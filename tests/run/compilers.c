// Conditionals that ask which compiler reads them: what is compiled is the branch that was transformed.
// expect: 5
// expect: 7 3
// no-erase
#include <async.h>
#include <stdio.h>

#define VERSION (__GNUC__ * 100 + __GNUC_MINOR__)

static async int same(int x)
{
    await async_yield();
    return x;
}

static async int chosen(int x)
{
    int *held = &x;
    await async_yield();
#ifdef __clang__
    *held += await same(1);
#else
    return 100 + x;
#endif
    return *held;
}

static async int nested(int x)
{
    int all = 0;
#if VERSION > 402
    return await same(1000);
#elif VERSION >= 0 /* clang says that it is 4.2 */
    int count = 0;
#if __has_builtin(__builtin_convertvector)
    for (count = 0; count < 3; count++)
        all += await same(x);
    all++;
#endif
#endif
    printf("%d %d\n", all, count);
    return all;
}

async int main(void)
{
    printf("%d\n", await chosen(4));
    await nested(2);
}
