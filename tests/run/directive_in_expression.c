// Preprocessor conditionals inside an expression, an argument list and an initialiser that await.
// flags: -DLEVEL=2
// expect: 10
// expect: 3
// expect: 1 2
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int x = 1
#if LEVEL > 1
            + await late(4)
#else
            + await late(100)
#endif
            + await late(5);
    printf("%d\n", x);
    x = await late(
#ifdef LEVEL
        1 +
#endif
        await late(2));
    printf("%d\n", x);
    int pair[] = {await late(1),
#if LEVEL
                  await late(2)
#endif
    };
    printf("%d %d\n", pair[0], pair[1]);
    return 0;
}
