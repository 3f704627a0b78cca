// SPDX-License-Identifier: MIT
//
// Cleanups with awaits in loops, switches, statement expressions and arrays of variable size.
//
// expect: cl 2
// expect: cl 6
// expect: cl 16
// expect: = 16
// expect: cl 4
// expect: cl 77
// expect: cl 5
// expect: = 82
// expect: cl 3
// expect: = 3
// expect: cl 4
// expect: cl 5
// expect: cl 7
// expect: = 7
// expect: cl 8
// expect: cl 10
// expect: cl 8
// expect: cl 22
// expect: cl 8
// expect: cl 48
// expect: = 48
// expect: cl 2
// expect: cl 2
// expect: cl 3
// expect: cl 3
// expect: cl 4
// expect: = 7
#include <async.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

async int y(int x)
{
    await async_yield();
    return x;
}
static void cl(int **p)
{
    printf("cl %d\n", **p);
}
async int g(int n)
{
    int base = n;
    for (int i = 0; i < 3; i++) {
        int *p __attribute__((cleanup(cl))) = &base;
        base += await y(i);
        if (n == 2 && i == 1) {
            int *q __attribute__((cleanup(cl))) = &(int){await y(77)};
            return *q + base;
        }
        if (n == 3)
            goto out;
        switch (n) {
        case 4:
            continue;
        case 5: {
            int v[n];
            int *z __attribute__((cleanup(cl))) = v;
            v[0] = await y(8);
            break;
        }
        }
        base *= 2;
    }
out:
    return base;
}
async int h(int n)
{
    int r = 0;
    while (1) {
        int v[n];
        int *z __attribute__((cleanup(cl))) = &v[0];
        v[0] = await y(n);
        if (n++ > 3)
            break;
        r += ({
            int *w __attribute__((cleanup(cl))) = z;
            *w + await y(1);
        });
    }
    return r;
}
async int main(void)
{
    for (int i = 1; i < 6; i++)
        printf("= %d\n", await g(i));
    printf("= %d\n", await h(2));
    return 0;
}
