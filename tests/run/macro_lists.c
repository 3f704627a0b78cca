// Calls out of a macro's body, whose arguments stand where the macro is used or are numbers: lists of
// them, lists with designators, casts of numbers, awaits among them, locals of the frame.
// expect: 6 of 3
// expect: 60 of 3
// expect: 21 of 2
// expect: 12 of 2, 7
// expect: 4294967295 -1 97
// expect: 11 of 2
#include <async.h>
#include <stdio.h>

struct pair {
    int low, high;
};

static async int sum(const int *numbers, size_t count, int times)
{
    int total = 0;
    await async_yield();
    for (size_t i = 0; i < count; i++)
        total += numbers[i];
    printf("%d of %zu", total * times, count);
    return total;
}

static async long long wide(unsigned first, signed char second, int third)
{
    await async_yield();
    printf("%u %d %d\n", first, second, third);
    return first;
}

static async int span(const struct pair *pair)
{
    await async_yield();
    return pair->high - pair->low;
}

#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, n, ...) n
#define SUM(...) sum((int[]){__VA_ARGS__}, (size_t)COUNT(__VA_ARGS__), 1)
#define TENFOLD(...) sum((int[]){__VA_ARGS__}, COUNT(__VA_ARGS__), 10)
#define SWAPPED(a, b) sum((int[]){[1] = a, [0] = b}, 2u, 1)
#define REACH(a, b) span(&(struct pair){b, a})
#define NUMBERS wide((unsigned)(unsigned long long)0xffffffffffffffff, (signed char)255, 'a')

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int a = 1, b = 2, c = 3, *at = &b;
    await SUM(a, *at, c);
    puts("");
    await TENFOLD(1, 2, 3);
    puts("");
    await SUM((a++, 20), a - 1);
    puts("");
    await SWAPPED(b + 3, 7);
    printf(", %d\n", await REACH(9, b));
    await NUMBERS;
    await SUM(await late(5), *at + await late(4));
    puts("");
}
