// A task belongs to the call that spawned it: when that returns, what still runs is ended where it stands.
// no-erase
// expect: child 1
// expect: parent returns
// expect: child never went on: 1
// expect: finished child: 3
// expect: detail 5
// expect: last
#include <async.h>
#include <stdio.h>

static int reached;

static async void child(int *p)
{
    reached = *p;
    printf("child %d\n", reached);
    await async_sleep(60);
    reached = 2;
}

static async void parent(void)
{
    int local = 1;
    spawn(child(&local));
    await async_yield();
    puts("parent returns");
}

static async void finisher(int *p)
{
    await async_yield();
    *p = 3;
}

static async int waits(void)
{
    int local = 0;
    spawn(finisher(&local));
    for (int i = 0; i < 4; i++)
        await async_yield();
    return local;
}

static async int forever(int x)
{
    while (x)
        await async_yield();
    return x;
}

static async int early(int x)
{
    for (int i = 0; i < 3; i++) {
        future(int) f = spawn(forever(1));
        await async_yield();
        if (i == 1)
            return x;
        (void)f;
    }
    return 0;
}

async int main(void)
{
    await parent();
    await async_sleep(0.002);
    printf("child never went on: %d\n", reached);
    printf("finished child: %d\n", await waits());
    printf("detail %d\n", await early(5));
    spawn(forever(1));
    puts("last");
    return 0;
}
