// Variably modified types said by typeof and __auto_type, of other objects that have them.
// no-tcc
// expect: 0 1 2 3: 16 16
// expect: 7 8: 32 16
// expect: 3 5: 16
// expect: 3 20
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int n = await late(4);
    typedef int line[n];
    n = 100; // the types have their sizes
    __typeof__(line) a;
    __typeof__(a) b;
    for (int i = 0; i < 4; i++)
        a[i] = b[i] = await late(i);
    printf("%d %d %d %d: %d %d\n", a[0], a[1], b[2], b[3], (int)sizeof a, (int)sizeof b);

    __typeof__(a) lines[2], (*where)[2] = &lines;
    __typeof__(*where) others;
    __typeof__(lines[1]) one;
    lines[1][3] = await late(7);
    others[1][2] = await late(8);
    printf("%d %d: %d %d\n", (*where)[1][3], others[1][2], (int)sizeof others, (int)sizeof one);

    __auto_type first = lines;
    __auto_type whole = &a;
    typedef __typeof__((lines[0])) again;
    again c;
    (*whole)[3] = 3;
    await async_yield();
    first[1][3] = 5;
    printf("%d %d: %d\n", (*whole)[3], lines[1][3], (int)sizeof c);

    int sum = 0;
    for (int i = 1; i < 3; i++) {
        int sized[await late(i) + 1];
        __typeof__(sized) copy;
        copy[i] = await late(i);
        sum += copy[i];
        n = (int)sizeof copy + (i > 1 ? n : 0);
    }
    printf("%d %d\n", sum, n);
}
