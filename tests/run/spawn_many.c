// A thousand tasks in an array of futures; tasks that spawn; arguments taken at the spawn.
// no-erase
// expect: 499500
// expect: 1000 finished
// expect: 0 1 2 3 4
// expect: 1 4 9
// expect: 127 nodes
// expect: 3 1 2
// expect: 64 100
#include <async.h>
#include <stdio.h>
#include <string.h>

static int finished;

static async int work(int n)
{
    for (int i = 0; i < n % 4; i++)
        await async_yield();
    finished++;
    return n;
}

static async void put(int *to, int value)
{
    await async_yield();
    *to = value;
}

static async int square(const int *p)
{
    int x = *p;
    await async_sleep(0.001);
    return x * x;
}

static async int tree(int depth)
{
    if (depth == 0)
        return 0;
    future(int) left = spawn(tree(depth - 1));
    future(int) right = spawn(tree(depth - 1));
    return 1 + *await left + *await right;
}

static char order[8];

static async void sleeper(int turn, double seconds)
{
    await async_sleep(seconds);
    order[strlen(order)] = (char)('0' + turn);
}

struct big {
    int values[16];
};

static async int sum(struct big b, int extra)
{
    int total = extra;
    await async_yield();
    for (int i = 0; i < 16; i++)
        total += b.values[i];
    return total;
}

async int main(void)
{
    static future(int) all[1000];
    for (int i = 0; i < 1000; i++)
        all[i] = spawn(work(i));
    long total = 0;
    for (int i = 0; i < 1000; i++)
        total += *await all[i];
    printf("%ld\n%d finished\n", total, finished);

    int places[5];
    future(void) puts_[5];
    for (int i = 0; i < 5; i++)
        puts_[i] = spawn(put(&places[i], i));
    for (int i = 4; i >= 0; i--)
        await puts_[i];
    for (int i = 0; i < 5; i++)
        printf("%d%c", places[i], i == 4 ? '\n' : ' ');

    int numbers[] = {1, 2, 3};
    future(int) squares[3];
    for (int i = 0; i < 3; i++)
        squares[i] = spawn(square(numbers + i));
    for (int i = 0; i < 3; i++)
        printf("%d%c", *await squares[i], i == 2 ? '\n' : ' ');
    printf("%d nodes\n", *await spawn(tree(7)));

    future(void) a = spawn(sleeper(1, 0.02)), b = spawn(sleeper(2, 0.04)), c = spawn(sleeper(3, 0.001));
    await a, await b, await c;
    printf("%c %c %c\n", order[0], order[1], order[2]);

    struct big big;
    for (int i = 0; i < 16; i++)
        big.values[i] = 4;
    future(int) taken = spawn(sum(big, 0));
    big.values[0] = 1000; // the task has its own
    int base = *await taken;
    printf("%d %d\n", base, *await spawn(sum((struct big){{0}}, 100)));
    return 0;
}
