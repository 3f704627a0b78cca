// Macros whose bodies hold awaits, locals, returns, loops, gotos; aliases of the keywords.
// expect: 3 6
// expect: retried 3
// expect: -1 20
// expect: 10 11 12
// expect: 6
// expect: swapped 2 1
// expect: 0 1 2 end
// expect: made 42
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

#define co_await await
#define task_fn static async
#define LATE(x) await late(x)
#define SUM2(a, b) (LATE(a) + LATE(b))
#define RETRY(n, call)                                                                             \
    do {                                                                                           \
        int tries_ = 0;                                                                            \
        while (!(await call) && ++tries_ < (n))                                                    \
            await async_yield();                                                                   \
    } while (0)
#define TRY(expression)                                                                            \
    do {                                                                                           \
        int result_ = (expression);                                                                \
        await async_yield();                                                                       \
        if (result_ < 0)                                                                           \
            return result_;                                                                        \
    } while (0)
#define SWAP(type, a, b)                                                                           \
    {                                                                                              \
        type swap_ = a;                                                                            \
        await async_yield();                                                                       \
        a = b;                                                                                     \
        b = swap_;                                                                                 \
    }
#define UNTIL(condition) while (!(condition))
#define LOCAL_SUM (first + second)
#define DEFINE_ASYNC(name, value)                                                                  \
    static async int name(void)                                                                    \
    {                                                                                              \
        int v = value;                                                                             \
        await async_yield();                                                                       \
        return v;                                                                                  \
    }

task_fn int late(int x)
{
    co_await async_yield();
    return x;
}

DEFINE_ASYNC(forty_two, 42)

static int attempts;

static async bool flaky(void)
{
    await async_yield();
    return ++attempts == 3;
}

static async int checked(int x)
{
    TRY(LATE(x));
    TRY(x + 1);
    return LATE(x * 2);
}

async int main(void)
{
    printf("%d %d\n", LATE(3), SUM2(2, 4));
    RETRY(5, flaky());
    printf("retried %d\n", attempts);
    printf("%d %d\n", await checked(-1), await checked(10));

    int n = 10;
    UNTIL(n == LATE(13))
    {
        printf("%d%c", n, n == 12 ? '\n' : ' ');
        n++;
    }
    int first = 2, second = co_await late(4);
    await async_yield();
    printf("%d\n", LOCAL_SUM);
    first = 1, second = 2;
    SWAP(int, first, second)
    printf("swapped %d %d\n", first, second);

#define STEP                                                                                       \
    if (n < LATE(3)) {                                                                             \
        printf("%d ", n++);                                                                        \
        goto step;                                                                                 \
    }
    n = 0;
step:
    STEP
    puts("end");
#undef STEP
    printf("made %d\n", await forty_two());
    return 0;
}
