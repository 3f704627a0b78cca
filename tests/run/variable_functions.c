// Pointers to functions that give a pointer to an array of variable size.
// no-tcc: takes such pointers for incompatible
// expect: 7 8
// expect: 8 12
// expect: 6 5 16
#include <async.h>
#include <stdio.h>

static int numbers[2][3] = {{7, 6, 5}, {8, 9, 10}};

static int (*give(void))[3]
{
    return numbers;
}

static int (*give_from(int at))[3]
{
    return numbers + at;
}

static async int second(int n, int (*(*pointer)(void))[n], int (*(*other)(int))[n])
{
    await async_yield();
    int first = (*pointer())[0];
    await async_yield();
    printf("%d %d\n", first, (*other(1))[0]);
    return (int)sizeof *pointer();
}

async int main(void)
{
    int n = 2;
    await async_yield();
    n++;
    printf("%d %d\n", 8, await second(n, give, give_from));
    int(*(*table[n])(void))[n];
    table[1] = give;
    await async_yield();
    n++;
    printf("%d %d ", (*table[1]())[1], (*table[1]())[2]);
    printf("%zu\n", sizeof *table[1]() + sizeof(char[n]));
    return 0;
}
