// Typedefs of variable size, pointers to arrays of arrays, jumps out of scopes, sizes with effects.
// no-tcc: knows none of this
// expect: 20 4 5
// expect: 48 24 6
// expect: 3 1 2
// expect: 0 1 3 6
// expect: 9 9 9
// expect: 7 8
// expect: 6 24 8
// expect: 15
// expect: 2 3 4
// expect: 120
#include <async.h>
#include <stdio.h>
#include <string.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int sum(int n, int m, int grid[n][m], int (*cube)[n][3])
{
    int total = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            total += await late(grid[i][j]);
    total += await late((int)(sizeof *grid / sizeof(int)) * 0);
    return total + (cube ? (*cube)[1][2] : 0);
}

static async int fact(int n)
{
    int a[n + 1];
    a[0] = 1;
    if (n <= 1)
        return await late(1);
    a[n] = await fact(n - 1);
    return a[n] * n;
}

async int main(void)
{
    int n = await late(4);
    typedef int row[n + 1];
    n = 7;
    row r;
    await async_yield();
    r[4] = 5;
    printf("%zu %d %d\n", sizeof r, (int)(sizeof(row) / 5), r[await late(4)]);

    int a = 2, b = 3;
    int grid[a][b][2], (*p)[b][2] = grid;
    memset(grid, 0, sizeof grid);
    a = b = 100;
    p[1][2][1] = await late(6);
    printf("%zu %zu %d\n", sizeof grid, sizeof *p, grid[1][2][1]);

    int k = 0;
    k += 2;
    int counted[k][await late(2)];
    counted[1][1] = k;
    printf("%d %d %d\n", 1 + (int)(sizeof counted / sizeof *counted), (int)(sizeof counted / 16),
           counted[await late(1)][1]);

    int i = 0;
again:;
    int part[i + 1];
    part[i] = i * (i + 1) / 2;
    await async_yield();
    printf("%d%c", part[i], i == 3 ? '\n' : ' ');
    if (i++ < 3)
        goto again;

    for (int x = 1; x < 5; x++) {
        char outer[x];
        memset(outer, '9', (size_t)x);
        await async_yield();
        for (;;) {
            int inner[x * 2];
            inner[0] = x;
            await async_yield();
            if (x == 2)
                goto skip;
            if (x == 4)
                break;
            inner[x] = outer[0];
            printf("%c%c", await late(inner[x]), x == 3 ? ' ' : ' ');
            break;
        }
        if (x == 4)
            puts("9");
    skip:;
    }
    switch (await late(1)) {
    case 1: {
        long v[await late(2)];
        v[0] = 7;
        v[1] = await late(8);
        printf("%ld %ld\n", v[0], v[1]);
        break;
    }
    }
    printf("%d %d %d\n", ({ int z[await late(3)]; z[2] = 6; await async_yield(); z[2]; }),
           (int)sizeof(int[await late(1) * 0 + 6]), (int)sizeof(char[n + 1]));
    int m2[2][3] = {{1, 2, 3}, {4, 5, 0}};
    printf("%d\n", await sum(2, 3, m2, NULL));
    int w = 3, *vp;
    int vec[w], (*pv)[w] = &vec;
    for (int j = 0; j < w; j++)
        (*pv)[j] = await late(j + 2);
    vp = vec;
    await async_yield();
    printf("%d %d %d\n", vp[0], (*pv)[1], vec[2]);
    printf("%d\n", await fact(5));
    return 0;
}
