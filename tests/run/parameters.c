// Twelve parameters of mixed types, big ones, arrays, function pointers; parameters that are changed.
// expect: 1 2 3 4 5.5 6.5 g 8 9 1 11 12
// expect: 1 2 3 4 5.5 6.5 g 8 9 1 11 12
// expect: 2080 63 x
// expect: 55 0
// expect: 6 2 4
// expect: 21
// expect: -3 100
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

struct big {
    int values[64];
    char tail;
};
struct tiny {
    char c;
};

static async void twelve(char a, short b, int c, long d, float e, double f, struct tiny g,
                         unsigned char h, long long i, bool j, const int *k, unsigned short l)
{
    printf("%d %d %d %ld %.1f %.1f %c %d %lld %d %d %d\n", a, b, c, d, e, f, g.c, h, i, j, *k, l);
    await async_sleep(0.001);
    printf("%d %d %d %ld %.1f %.1f %c %d %lld %d %d %d\n", a, b, c, d, e, f, g.c, h, i, j, *k, l);
}

static async int sum(struct big before, int scale, struct big after)
{
    int total = 0;
    for (int i = 0; i < 64; i++) {
        if (i % 16 == 0)
            await async_yield();
        total += before.values[i] * scale - after.values[i];
    }
    before.values[0] = -1;
    await async_yield();
    return total;
}

static async int consume(int n, int total)
{
    while (n > 0) {
        total += n--;
        await async_yield();
    }
    return total * (n == 0);
}

static async int arrays(int rows, int grid[][2], int flat[], const char *names[])
{
    int total = 0;
    for (int i = 0; i < rows; i++, grid++) {
        await async_yield();
        total += (*grid)[0] * flat[i];
        names[i] = NULL;
    }
    flat = grid[-1];
    await async_yield();
    return total + flat[1] * 0;
}

static async int unused_and_used(int used, int unused, int (*call)(int))
{
    (void)unused;
    int before = call(used);
    await async_yield();
    return before + call(used);
}

static int negate(int x)
{
    return -x;
}

static int half_again(int x)
{
    return x + x / 2;
}

async int main(void)
{
    int eleven = 11;
    await twelve(1, 2, 3, 4, 5.5f, 6.5, (struct tiny){'g'}, 8, 9, true, &eleven, 12);

    struct big b = {.tail = 'x'}, zero = {{0}, 0};
    for (int i = 0; i < 64; i++)
        b.values[i] = i + 1;
    int total = await sum(b, 1, zero);
    printf("%d %d %c\n", total, b.values[62], b.tail);
    printf("%d %d\n", await consume(10, 0), await sum(zero, 9, zero));

    int grid[2][2] = {{1, 2}, {3, 4}}, flat[] = {3, 1};
    const char *names[2] = {"a", "b"};
    total = await arrays(2, grid, flat, names);
    printf("%d %d %d\n", total, grid[0][1] + (names[1] != NULL), grid[1][1]);
    printf("%d\n", await unused_and_used(7, 0, half_again) + 1);
    int minus = await unused_and_used(3, 1, negate) / 2;
    printf("%d %d\n", minus, await consume(0, 100));
    return 0;
}
