// Conditionals, comments, definitions and pragmas inside async bodies.
// flags: -DLEVEL=2
// expect: level 2
// expect: 3
// expect: 10
// expect: included 4
// expect: 1 // not a comment /* nor this */
// expect: 6
// expect: undefined
#include <async.h>
#include <stdio.h>

#if LEVEL > 1
static async int late(int x)
#else
static async long late(long x)
#endif
{
#ifdef NEVER
    await this is not even C (;
#endif
    await async_yield(); // a comment with await late(1); in it
    return x; /* and
                 one over lines: await late(2); } */
}

async int main(void)
{
#if LEVEL == 2
    printf("level %d\n", await late(2));
#else
    printf("another level %d\n", await late(3));
    if (1) {
#endif
    int x = await /* between */ late /* and */ ( // more
        3 /* await */);
    printf("%d\n", x);

#if LEVEL > 1
    x = 1 + await late(4) + await late(5);
#else
    x = 1 + await late(100) + await late(5);
#endif
    printf("%d\n", x);

#define INCLUDED 4
    printf("included %d\n", await late(INCLUDED));
#undef INCLUDED

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wparentheses"
    int assigned;
    if (assigned = await late(1))
        x += assigned;
#pragma GCC diagnostic pop
    printf("%d %s\n", await late(1), "// not a comment /* nor this */");
    if (await late(1)) // one; with ) and { in it
        x = 6;         /* else { */
    else
        x = '"' + '\'' + '{';
    await async_yield();
    pri\
ntf("%d\n", x);
#ifdef INCLUDED
    puts("defined");
#else
    puts("undefined");
#endif
    return 0;
}
