// #pragma pack holds for the program's own types, and not for those of the header nor for frames
// no-erase
// expect: 5 7 3
// expect: 10 11 12 13
// expect: 3 4 4
// expect: 42 42
#pragma pack(2)
#include <async.h>
#include <stddef.h>
#include <stdio.h>

#pragma pack(1)
struct pair {
    char letter;
    int number;
};

static async int twice(int n)
{
    struct local {
        char letter;
        short half;
        int number;
    } local = {1, 2, n};
    await async_yield();
    return local.number * 2 + (int)sizeof(struct local) - 7;
}

static generator(int) below(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}

static async generator(int) from(char c, int n)
{
    for (int i = 0; i < n; i++) {
        await async_sleep(0);
        yield c + i;
    }
}

static async long deep(char c, long n)
{
    char kept = c;
    await async_yield();
    return n ? kept + await deep(c, n - 1) : 0;
}

async int main(void)
{
    struct pair pair = {'a', 3};
    await async_yield();
    printf("%zu %d %d\n", sizeof pair, await twice(3) + 1, pair.number);

    char first = 1;
    await_each (int v, from(10, 4)) {
        first = first && v < 14;
        printf("%d%c", v, v == 13 ? '\n' : ' ');
    }

    generator(int) g = below(3);
    int sum = 0;
    gen_each (int v, g)
        sum += v;
    gen_free(g);
    char c = 4;
    async int (*indirect)(int) = twice;
    future(int) task = spawn(twice(2));
    await task;
    printf("%d %d %d\n", sum, *task, (c = (char)await indirect(2)));

    future(long) deeper = spawn(deep(2, 21));
    long direct = await deep(2, 21);
    printf("%ld %ld\n", direct, *await deeper);
    return 0;
}
