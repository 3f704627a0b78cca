// Values that must and must not survive: overlapping lifetimes, slots shared by siblings, values changed
// on one way only, swapped between turns of a loop, read after a long stretch.
// expect: 1 2 3 4
// expect: 11 22 33
// expect: 13 8
// expect: 120 5
// expect: 0 1 1 2 3 5 8 13
// expect: 2 4 6 8 sum 20
// expect: 7 9
// expect: 1 3 5 7 | 2 4 6 8
// expect: 6
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int factorial(int n)
{
    int product = 1;
    while (n > 1) {
        int factor = n--;
        await async_yield();
        product *= factor;
    }
    return product;
}

async int main(void)
{
    int a = await late(1);
    int b = await late(2);
    int c = await late(3);
    int d = await late(4);
    printf("%d %d %d %d\n", a, b, c, d);

    { // siblings that may share their memory, beside one that may not
        int outer = 11;
        int *keep = &outer;
        {
            int left = await late(22), *p = &left;
            await async_yield();
            printf("%d %d ", *keep, *p);
        }
        {
            int right = await late(33), *p = &right;
            await async_yield();
            printf("%d\n", *p);
        }
    }

    int x = 3, y = 8;
    if (await late(1)) {
        x += 10; // changed after its last store
    } else {
        y = 0;
    }
    await async_yield();
    printf("%d %d\n", x, y);
    printf("%d %d\n", await factorial(5), await late(5));

    int previous = 0, current = 1;
    for (int i = 0; i < 8; i++) {
        printf("%d%c", previous, i == 7 ? '\n' : ' ');
        int next = previous + current;
        await async_yield();
        previous = current;
        current = next;
    }

    int sum = 0;
    for (int i = 1; i <= 4; i++) {
        int twice = 2 * i;
        if (i % 2)
            await async_yield();
        sum += twice;
        printf("%d ", twice);
    }
    printf("sum %d\n", sum);

    int dead = 5;
    dead = await late(dead + 2);
    int reborn = dead;
    dead = 9;
    await async_yield();
    printf("%d %d\n", reborn, dead);

    int evens[4], odds[4], *to[2] = {evens, odds}, n[2] = {0, 0};
    for (int i = 1; i <= 8; i++) {
        int which = i & 1;
        to[which][n[which]++] = await late(i);
    }
    printf("%d %d %d %d | %d %d %d %d\n", odds[0], odds[1], odds[2], odds[3], evens[0], evens[1],
           evens[2], evens[3]);

    int total = 0;
    for (int i = 0; i < 3; i++) {
        int kept = i;
        for (int j = 0; j < 2; j++) {
            int inner = j;
            await async_yield();
            if (inner == 0)
                continue;
            total += kept;
        }
        total += await late(1);
    }
    printf("%d\n", total);
    return 0;
}
