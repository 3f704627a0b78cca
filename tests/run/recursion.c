// Direct, mutual and through a pointer; ten thousand deep, with and without suspending at the bottom.
// expect: 3628800 55
// expect: 1 0 1
// expect: 61 125
// expect: 10000 50005000
// expect: 10000 at every level
// expect: 31 moves
// expect: 1 2 3 4 5 6 7 8 9
// expect: 13
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int factorial(int n)
{
    return n <= 1 ? await late(1) : n * await factorial(n - 1);
}

static async int fibonacci(int n)
{
    if (n < 2)
        return await late(n);
    return await fibonacci(n - 1) + await fibonacci(n - 2);
}

static async bool even(unsigned n);

static async bool odd(unsigned n)
{
    if (n == 0)
        return false;
    await async_yield();
    return await even(n - 1);
}

static async bool even(unsigned n)
{
    return n == 0 || await odd(n - 1);
}

static async int ackermann(int m, int n)
{
    if (m == 0)
        return n + 1;
    if (n == 0)
        return await ackermann(m - 1, 1);
    return await ackermann(m - 1, await ackermann(m, n - 1));
}

static async long deep(int n, long *sum)
{
    *sum += n;
    if (n == 0)
        return await late(0);
    return 1 + await deep(n - 1, sum);
}

static async int slow(int n)
{
    if (n == 0)
        return 0;
    int rest = await slow(n - 1);
    await async_yield();
    return rest + 1;
}

static async int hanoi(int n, int from, int to)
{
    if (n == 0)
        return 0;
    int via = 3 - from - to;
    int moves = await hanoi(n - 1, from, via);
    moves += 1 + await late(0);
    return moves + await hanoi(n - 1, via, to);
}

static async void sort(int *a, int n)
{
    if (n < 2)
        return;
    int pivot = a[n / 2], i = 0, j = n - 1;
    while (i <= j) {
        while (a[i] < await late(pivot))
            i++;
        while (await late(a[j]) > pivot)
            j--;
        if (i <= j) {
            int t = a[i];
            a[i++] = a[j];
            a[j--] = t;
        }
    }
    await sort(a, j + 1);
    await sort(a + i, n - i);
}

typedef async int step(int n, void *self);

static async int by_pointer(int n, void *self)
{
    return n ? 1 + await ((step *)self)(n - 1, self) : await late(3);
}

async int main(void)
{
    printf("%d %d\n", await factorial(10), await fibonacci(10));
    printf("%d %d %d\n", await even(10), await even(7), await odd(7));
    printf("%d %d\n", await ackermann(3, 3), await ackermann(3, 4));
    long sum = 0, depth = await deep(10000, &sum);
    printf("%ld %ld\n", depth, sum);
    printf("%d at every level\n", await slow(10000));
    printf("%d moves\n", await hanoi(5, 0, 2));
    int a[] = {5, 3, 8, 1, 9, 2, 7, 4, 6};
    await sort(a, 9);
    for (int i = 0; i < 9; i++)
        printf("%d%c", a[i], i == 8 ? '\n' : ' ');
    printf("%d\n", await by_pointer(10, (void *)by_pointer));
    return 0;
}
