// Types that an inline function of a header declares, and nameless ones of a header's types.
// expect: 17 1
// expect: 7 8
// expect: 1
#include "multi/types.h"
#include <stdio.h>

static async void pass(int low, int high, int more)
{
    await async_yield();
    printf("%d %d\n", low, high + more);
}

async int main(void)
{
    struct node n = {1}, *p = &n;
    printf("%d %d\n", await in_header(1), p->outer);
    struct reading reading = {{{1, 2}, {7, 8}}, {SOME}}, *r = &reading;
    __typeof__(r->halves[0]) half = r->halves[1], *h = &half;
    await async_yield();
    await pass(h->low, half.high, await late(0));
    __typeof__(reading.state) state = r->state, *s = &state;
    await async_yield();
    printf("%d\n", (int)*s);
    return 0;
}
