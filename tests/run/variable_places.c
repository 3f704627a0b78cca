/* SPDX-License-Identifier: MIT
 *
 * Parts of expressions whose types are of variable size, held while something is waited for; and
 * typeof of such types and objects.
 */
// no-tcc (it does not know the size of what a typeof names)
// expect: 4 6 24
// expect: 24 1 3
// expect: 5 9 7 6
// expect: 1 4 6 2
// expect: 4 24 3
// expect: 3 4 24 48
// expect: 48 6 16 2
#include <async.h>
#include <stdio.h>
#include <string.h>
#ifndef __clang__ /* gcc takes the end of an inner block for that of the array */
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#endif

static async int id(int x)
{
    await async_yield();
    return x;
}

static async void pointers(int n, int m)
{
    int a[n][m];
    memset(a, 0, sizeof a);
    int(*whole)[n][m] = &a;
    (*whole)[0][0] = await id(4);
    (*whole)[n - 1][await id(m - 1)] += await id(6);
    printf("%d %d %d\n", a[0][0], a[n - 1][m - 1], (int)sizeof *whole);
}

static async void cubes(int n)
{
    int cube[n][2][n], other[n][2][n];
    memset(cube, 0, sizeof cube);
    memset(other, 0, sizeof other);
    cube[await id(1)][1][await id(2)] = await id(8);
    int(*row)[n] = cube[1], (*layer)[2][n] = cube;
    row[1][2] *= await id(3);
    (*(layer + await id(2)))[await id(0)][0] = await id(1);
    (n > 5 ? cube : other)[await id(2)][1][await id(1)] = await id(3);
    printf("%d %d %d\n", cube[1][1][2], cube[2][0][0], other[2][1][1]);
    (row = cube[2], row)[await id(1)][0] = await id(5);
    (*&cube[2])[1][await id(1)] = await id(9);
    (++layer)[await id(1)][1][2] = await id(7);
    *(*(row + await id(0)) + await id(1)) = await id(6);
    printf("%d %d %d %d\n", cube[2][1][0], cube[2][1][1], cube[2][1][2], cube[2][0][1]);
}

/* An array of a constant number of pointers. */
static async void tables(int n)
{
    int rows[n][n];
    for (int i = 0; i < n * n; i++)
        rows[i / n][i % n] = i;
    int(*table[2])[n] = {rows, rows + await id(1)}, (*unset[3])[n];
    unset[await id(2)] = table[1];
    await async_yield();
    for (int i = 0; i < 2; i++) {
        int(*const inner[2])[n] = {rows + await id(i)};
        await async_yield();
        printf("%d ", (*inner[0])[await id(1)]);
    }
    printf("%d %d\n", unset[2][1][await id(0)], (*table[await id(0)])[2]);
}

#define SWAP(a, b)                                                                                 \
    do {                                                                                           \
        __typeof__(a) kept;                                                                        \
        memcpy(&kept, &(a), sizeof kept);                                                          \
        await async_yield();                                                                       \
        memcpy(&(a), &(b), sizeof(a));                                                             \
        memcpy(&(b), &kept, sizeof(b));                                                            \
    } while (0)

static async void swap(int n, int rows[2][n])
{
    SWAP(rows[0], rows[1]);
}

static async void types(int n)
{
    int rows[await id(2)][await id(n)];
    for (int i = 0; i < 2 * n; i++)
        rows[i / n][i % n] = i;
    __typeof__(rows[0]) *row = rows;
    await async_yield();
    printf("%d %d %d\n", row[1][1], (int)sizeof(char[n][2][await id(4)]), n);
    await swap(n, rows);
    __typeof__(rows) copy;
    __typeof__(copy) many[2];
    __typeof__(copy) *at_copy = &copy;
    memcpy(copy, rows, sizeof rows);
    await async_yield();
    printf("%d %d %d", copy[0][0], (*at_copy)[0][await id(1)], (int)sizeof *at_copy);
    printf(" %d\n", (int)sizeof many);
    __typeof__(int[n][await id(n + 1)]) own, *at_own = &own;
    own[n - 1][n] = 6;
    __typeof__(&own[0]) last = own;
    n = 100;
    await async_yield();
    printf("%d %d %d", (int)sizeof own, (*at_own)[2][3], (int)sizeof *last);
    __typeof__(own[0][0])(*pair)[await id(2)] = NULL;
    printf(" %d\n", (int)(sizeof *pair / sizeof **pair));
}

async int main(void)
{
    await pointers(2, 3);
    await cubes(3);
    await tables(3);
    await types(3);
}
