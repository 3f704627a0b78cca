// What looks like an attribute and stands in a comment, a directive or another function is none.
// expect: one 1
// expect: two 2
// expect: three 3
// expect: four 4
// expect: 10
#include <async.h>
#include <stdio.h>

static int table[] = {0, 1, 2, 3, 4};

// see [[one]]
static async int one(void)
{
    await async_yield();
    return printf("one %d\n", table[table[1]]) - 5;
}

#define MARKED [[two]]
static async int two(void)
{
    await async_yield();
    return printf("two %d\n", table[2]) - 4;
}

#define THIRD table[table[3]]
static async int three(void)
{
    await async_yield();
    return printf("three %d\n", THIRD) - 5;
}

/* The fourth: [[unused]] */ // [[maybe]]
static async int four(void)
{
    await async_yield();
    return printf("four %d\n", table[4]) - 3;
} // [[x]]

async int main(void)
{
    int sum = 0;
    sum += await one();
    sum += await two();
    sum += await three();
    sum += await four();
    printf("%d\n", sum);
    return 0;
}
