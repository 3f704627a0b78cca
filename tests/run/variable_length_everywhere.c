// SPDX-License-Identifier: MIT
//
// Arrays of variable size in every place, and pointers to them.
//
// no-tcc: does not know such parameters
//
// expect: 45
// expect: 71
// expect: 120
// expect: 175
// expect: 35 123
#include <async.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

async int y(int x)
{
    await async_yield();
    return x;
}
async int sum(int n, int (*p)[n], int m)
{
    int s = 0;
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++)
            s += await y(p[i][j]);
    return s;
}
async int f(int n)
{
    int(*m)[n] = malloc(sizeof(int[3][n]));
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < n; j++)
            m[i][j] = await y(i + j);
    int s = await sum(n, m, 3);
    int(*e)[n] = m + 3;
    for (int(*p)[n] = m; p != e; p++)
        s += (*p)[await y(0)];
    int a[n], b[n + 1][2], *q = a;
    for (int i = 0; i < n; i++)
        q[i] = b[i][1] = await y(i);
    s += b[n - 1][await y(1)] + a[n - 1];
    struct {
        int (*p)[4];
        int k;
    } w = {0, await y(2)};
    if (n > 2) {
        int v[n * w.k];
        v[n] = 1;
        goto l1;
    l1:
        s += v[n] + await y(1) + (int)sizeof v;
    } else {
        char v[n][await y(2)][3];
        v[0][1][2] = 7;
        await async_yield();
        s += v[0][1][2] + (int)sizeof v[0];
    }
    for (int i = 0; i < 3; i++) {
        int v[i + 1];
        v[i] = i;
        if (await y(i) == 1)
            continue;
        s += v[i] * (int)(sizeof v / sizeof *v);
    }
    int k = n;
    int x[k][n];
    k++;
    s += (int)sizeof x + k;
    x[0][0] = await y(1);
    int(*row)[k] = 0;
    s += (int)sizeof *row;
    (void)row;
    switch (await y(n)) {
    case 1: {
        int z[n];
        z[0] = await y(5);
        s += z[0];
        break;
    }
    default: {
        int z[2 * n];
        z[1] = await y(6);
        s += z[1];
    }
    }
    free(m);
    return s + x[0][0];
}
async int rec(int n)
{
    if (!n)
        return 0;
    int v[n];
    for (int i = 0; i < n; i++)
        v[i] = await y(i);
    int r = await rec(n - 1);
    for (int i = 0; i < n; i++)
        r += v[i];
    return r;
}
async char *str(int n, char buf[n])
{
    snprintf(buf, sizeof(char[n]), "%d", await y(12345));
    return buf;
}
async int main(void)
{
    for (int i = 1; i < 5; i++)
        printf("%d\n", await f(i));
    char b[4];
    printf("%d %s\n", await rec(6), await str(4, b));
    return 0;
}
