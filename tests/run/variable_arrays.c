// Variable-length arrays and pointers to them live across awaits; sizeof of them.
// no-tcc: knows no variable-length array among the parameters
// expect: 0 1 4 9 16
// expect: 20 5
// expect: 12 6
// expect: 3 6 10 15
// expect: abab
// expect: 1 2 3
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int total(int rows, int columns, int (*grid)[columns])
{
    int sum = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            sum += await late(grid[i][j]);
    return sum;
}

async int main(void)
{
    int n = await late(5);
    int squares[n];
    for (int i = 0; i < n; i++)
        squares[i] = await late(i * i);
    for (int i = 0; i < n; i++)
        printf("%d%c", squares[i], i == n - 1 ? '\n' : ' ');
    n = 100;
    printf("%zu %zu\n", sizeof squares, sizeof squares / sizeof *squares);

    int rows = await late(2), columns = 3;
    int grid[rows][columns];
    for (int i = 0; i < rows * columns; i++)
        grid[i / columns][i % columns] = i % 3 + 1;
    await async_yield();
    printf("%d %d\n", await total(rows, columns, grid), await total(1, columns, &grid[1]));

    for (int size = 2; size < 6; size++) {
        int block[await late(size)], sum = 0;
        for (int i = 0; i < size; i++)
            block[i] = i + 1;
        await async_yield();
        for (int i = 0; i < size; i++)
            sum += block[i];
        printf("%d%c", sum, size == 5 ? '\n' : ' ');
    }
    {
        int length = await late(4);
        char text[length + 1], *p = text;
        for (int i = 0; i < length; i++)
            *p++ = (char)("ab"[await late(i % 2)]);
        *p = 0;
        puts(text);
    }
    int(*pointer)[columns] = grid;
    await async_yield();
    printf("%d %d %d\n", (*pointer)[0], pointer[1][1], pointer[0][sizeof *pointer / sizeof(int) - 1]);
    return 0;
}
