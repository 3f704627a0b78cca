// In E op= V with an await in V the place is worked out first and its value is read last: tasks that
// update the same object lose nothing.
// no-erase
// flags: -Wno-unsequenced -Wno-sequence-point
// expect: 60
// expect: 1 2 3
// expect: 111 0
// expect: 7
#include <async.h>
#include <stdio.h>

static int total;
static int counts[2];
static int *current = &counts[0];
static char word[4] = "000";

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void add(int n)
{
    for (int i = 0; i < n; i++)
        total += await late(1);
}

static async int move_on(int x)
{
    await async_yield();
    current = &counts[1];
    return x;
}

static async int bump(int x)
{
    total += 3;
    await async_yield();
    total += 3;
    return x;
}

async int main(void)
{
    {
        future(void) a = spawn(add(10));
        future(void) b = spawn(add(20));
        future(void) c = spawn(add(30));
        await a;
        await b;
        await c;
    }
    printf("%d\n", total);

    int i = 0;
    word[i] += await late(1);
    word[i + 1] += (i = await late(2));
    word[i] += i + await late(1);
    printf("%c %c %c\n", word[0], word[1], word[2]);

    *current += await move_on(111); // the place of before
    printf("%d %d\n", counts[0], counts[1]);

    total = 0;
    total += await bump(1);
    printf("%d\n", total);
    return 0;
}
