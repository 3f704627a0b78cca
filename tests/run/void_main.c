// A main that gives nothing, as some programs have it.
// flags: -Wno-main -Wno-main-return-type
// expect: 3
// expect: 3
// expect: done
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

static async int later(int x)
{
    await async_yield();
    return x;
}

async void main(void)
{
    static int calls;
    int x = await later(3);
    printf("%d\n", x);
    if (calls++ == 0) {
        await main();
        printf("done\n");
        exit(0);
    }
}
