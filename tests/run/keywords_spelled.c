// With ASYNC_NO_KEYWORDS only the reserved spellings exist, and the words are the user's.
// flags: -DASYNC_NO_KEYWORDS
// expect: 3
// expect: 1 2 3 4
#include <async.h>
#include <stdio.h>

static _Async int late(int x)
{
    _Await async_yield();
    return x;
}

struct words {
    int async, await, spawn;
};

_Async int main(void)
{
    int async = _Await late(1), await = _Await late(2);
    struct words words = {.spawn = 3};
    printf("%d\n", async + await);
    int future = _Await late(words.spawn + 1);
    printf("%d %d %d %d\n", async, await, words.spawn, future);
    return 0;
}
