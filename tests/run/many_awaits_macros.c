// Among many awaits, scalars that macros' bodies name: in the frame where the macro can be expanded, else C locals.
// expect: 12 24
// expect: 118 145 2
#include <async.h>
#include <stdio.h>

#define COUNT(n) (counted += (n), last = #n[0])

static async int count(void)
{
    int counted = 0;
    char last = 0;
    for (int i = 0; i < 3; i++) {
        await async_yield(), COUNT(1), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield(), COUNT(3);
    }
    return last == '3' ? counted : 0;
}

static int sum = 1;
/* Cannot be expanded: see tests/errors/macro_body.c. */
#define sum        (sum + 1)
#define TEXT(x)    #x[0]
#define TEXT_OF(x) TEXT(x)
#define LETTER     (TEXT_OF(sum) + sum)
#define ADDED      (added + LETTER)

static async int add(int added, int *others)
{
    int more = 2;
    for (int i = 0; i < 2; i++) {
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        *others += ADDED;
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
        await async_yield(), await async_yield(), await async_yield(), await async_yield();
    }
    *others -= ADDED;
    return more;
}

async int main(void)
{
    int counted = await count(), others = 100 - '(';
    printf("%d %d\n", counted, counted * 2);
    int more = await add(16, &others);
    printf("%d %d %d\n", others, others + 27, more);
    return 0;
}
