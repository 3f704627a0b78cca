// Types that are written around a name, of const locals in the frame.
// expect: 12 11
// expect: 6 40
// expect: 13
#include <async.h>
#include <stdio.h>

typedef int (*const fixed)(int);
static int one(int x)
{
    return x + 1;
}
static int two(int x)
{
    return x + 2;
}

static async int pick(int which)
{
    typedef int (*function_t)(int);
    function_t const chosen = which ? one : two, *held = &chosen;
    await async_yield();
    return (*held)(10);
}

static async int row(int n)
{
    static int table[2][3] = {{1, 2, 3}, {10, 20, 10}};
    int(*const rows)[3] = table + n;
    int(*const *held)[3] = &rows;
    await async_yield();
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += (**held)[i];
    return sum;
}

static async int given(fixed function, int (*const *other)(int))
{
    fixed *held = &function;
    await async_yield();
    return (*held)(1) + (*other)(8);
}

async int main(void)
{
    int first = await pick(0), second = await pick(1);
    printf("%d %d\n", first, second);
    first = await row(0);
    second = await row(1);
    printf("%d %d\n", first, second);
    fixed function = two;
    printf("%d\n", await given(two, &function));
}
