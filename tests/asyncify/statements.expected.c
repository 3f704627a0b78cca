#include <async.h>
#line 1 "statements.c"
/* A yield before every statement, behind labels, and braces where a body has none. */
#define SET_IF(set, to) do { \
if (to) { \
    (void)(to); \
    (set) = (to); \
} \
} while (0)
#define SET(set, to) SET_IF(set, to)
async int f(int x)
{
    await async_yield(); int i;
    await async_yield(); if (x)
        { await async_yield(); x++; }
    else { await async_yield(); if (x > 1)
        { await async_yield(); x--; }
    else
        { await async_yield(); for (i = 0; i < 3; i++)
            { await async_yield(); while (x)
                { await async_yield(); break; } } } }
    await async_yield(); do
        { await async_yield(); x++; }
    while (x < 3);
    await async_yield(); switch (x) {
        await async_yield(); int unset;
    case 1:
    case 2:
        await async_yield(); x = 1;
        await async_yield(); break;
    default: await async_yield(); {
        await async_yield(); x = 2;
    }
    }
    await async_yield(); switch (x)
    { case 3:
        await async_yield(); x = ({ await async_yield(); int y = x; await async_yield(); y++; again: await async_yield(); y; }); }
    await async_yield(); if (x)
{ label:
        await async_yield(); x = 4; }
    await async_yield(); for (;;) {
        await async_yield(); if (x) { await async_yield(); goto label; } else { await async_yield(); goto end; }
    }
#pragma GCC unroll 2
    for (i = 0; i < 3; i++)
        { await async_yield(); ; }
    await async_yield(); if (i)
        { await async_yield(); SET(x, i); }
    else
        { await async_yield(); SET(i, x); }
end: await async_yield(); ;
    await async_yield(); return x;
}
async int main(void) { await async_yield(); return await f(0); }
