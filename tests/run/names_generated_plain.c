// An ordinary function that starts a task, and has the name that is written for the place.
// no-erase
// expect: 3 20
#include <async.h>
#include <stdio.h>

static async int one(int n)
{
    await async_yield();
    return n;
}

static int begin__spawns_one_17 = 20;

static future(int) begin(int n)
{
    return spawn(one(n));
}

async int main(void)
{
    future(int) begun = begin(3);
    printf("%d %d\n", *await begun, begin__spawns_one_17);
    return 0;
}
