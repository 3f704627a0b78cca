// What `f()` says of parameters is what the definition of f in the same file says.
// expect: 1 2 7
#include <async.h>
#include <stdio.h>

struct pair {
    int one, two;
};

static async struct pair give();
async int seven();
static inline async void nothing();

async int main()
{
    await nothing();
    struct pair pair = await give();
    printf("%d %d %d\n", pair.one, pair.two, await seven());
    return 0;
}

static async struct pair give()
{
    await async_yield();
    return (struct pair){1, 2};
}

async int seven(void)
{
    await async_yield();
    return 7;
}

static async void nothing()
{
}
