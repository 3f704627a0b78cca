/* SPDX-License-Identifier: MIT
 *
 * Functions whose specifiers, async among them, are the argument of a macro.
 */
#include <async.h>
#include <stdio.h>

#define PUBLIC(type)         type
#define VISIBLE(type)        __attribute__((visibility("default"))) type
#define LOCAL(type)          static type
#define FUNCTION(type, name) type name

PUBLIC(async const char *) text(void);
PUBLIC(async const char *) text(void)
{
    await async_yield();
    return "text";
}

PUBLIC(static async const int *) pointer(void);
PUBLIC(static async const int *) pointer(void)
{
    static int x = 4;
    await async_yield();
    return &x;
}

LOCAL(async unsigned) number(int by);
VISIBLE(PUBLIC(async int)) nested(int n)
{
    return (int)await number(n) + 1;
}
LOCAL(async unsigned) number(int by)
{
    await async_yield();
    return 5u * (unsigned)by;
}

VISIBLE(long async) swapped(void)
{
    await async_yield();
    return 7;
}

FUNCTION(async const char *, named)(void)
{
    await async_yield();
    return "named";
}

async int main(void)
{
    async int (*behind)(int) = nested;
    printf("%s %d\n", await text(), *await pointer());
    printf("%u %d %d\n", await number(1), await nested(2), await behind(3));
    printf("%ld %s\n", await swapped(), await named());
}
// expect: text 4
// expect: 5 11 16
// expect: 7 named
