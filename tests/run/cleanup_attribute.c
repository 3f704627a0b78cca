// __attribute__((cleanup)) runs when its block is left, in whatever way, also across awaits.
// no-tcc: glibc's headers take attributes away there
// expect: in 1 2 out 2 1 
// expect: early 3 
// expect: value 5 closed
// expect: loop 0 1 end
// expect: goto 9 after
#include <async.h>
#include <stdio.h>

#define SCOPED __attribute__((cleanup(leave)))

static int closed;

static void leave(int *p)
{
    printf("%d ", *p);
    closed++;
}

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void blocks(void)
{
    SCOPED int one = await late(1);
    {
        SCOPED int two = await late(2);
        printf("in %d %d out ", one, two);
        await async_yield();
    }
    await async_yield();
}

static async int early(int x)
{
    SCOPED int three = 3;
    if (await late(x))
        return await late(x);
    await async_yield();
    return 0;
}

static void reset(int *p)
{
    *p = -1;
}

static async int value_first(void)
{
    __attribute__((cleanup(reset))) int v = await late(5);
    await async_yield();
    return v; // taken before the cleanup
}

async int main(void)
{
    await blocks();
    puts("");
    printf("early ");
    await early(1);
    puts("");
    closed = 0;
    printf("value %d %s\n", await value_first(), closed ? "?" : "closed");
    printf("loop ");
    for (int i = 0; i < 3; i++) {
        SCOPED int n = i;
        if (await late(i) == 1)
            break;
        continue;
    }
    puts("end");
    printf("goto ");
    {
        SCOPED int nine = await late(9);
        if (nine)
            goto out;
        puts("wrong");
    }
out:
    puts("after");
    return 0;
}
