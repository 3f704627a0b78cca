// Early returns, else-if chains without braces, dangling else, null statements.
// expect: -1 0 1 2 3
// expect: a a- b b-
// expect: 5 4 2
// expect: 1 0
// expect: 100 7 7
// expect: x
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int class(int x)
{
    if (await late(x) < 0)
        return -1;
    else if (x == 0)
        return await late(0);
    else if (await late(x) < 10)
        return 1;
    else if (x < 100)
        return await late(1) + 1;
    else
        return 3;
}

static async const char *dangling(int a, int b)
{
    const char *s = "c";
    if (await late(a))
        if (await late(b))
            s = "a";
        else
            s = "a-";
    else if (await late(b))
        s = "b";
    else if (b == 0)
        s = "b-";
    return s;
}

static async int loop_return(int limit)
{
    for (int i = 0;; i++)
        while (1) {
            switch (i) {
            case 5:
                return await late(i);
            default:
                if (i * i >= await late(limit))
                    return i;
            }
            break;
        }
}

static async int return_from_condition(int x)
{
    if (await late(x))
        ;
    else
        return 0;
    {
        {
            if (x)
                return await late(1);
        }
    }
    return 9;
}

static async int no_await(int x)
{
    return x + 1;
}

static async int ready_or_not(int x)
{
    if (x > 50)
        return x;
    return await no_await(await no_await(x));
}

async int main(void)
{
    printf("%d %d %d %d %d\n", await class(-5), await class(0), await class(5), await class(50),
           await class(500));
    printf("%s %s %s %s\n", await dangling(1, 1), await dangling(1, 0), await dangling(0, 1),
           await dangling(0, 0));
    printf("%d %d %d\n", await loop_return(1000), await loop_return(16), await loop_return(3));
    printf("%d %d\n", await return_from_condition(1), await return_from_condition(0));
    printf("%d %d %d\n", await ready_or_not(100), await ready_or_not(5), await no_await(6));
    if (await late(0))
        return 5;
    puts("x");
    return await late(0);
}
