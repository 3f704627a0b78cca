// SPDX-License-Identifier: MIT
//
// _Generic whose operands are of one type, around tasks, futures and generators.
// no-erase
//
// expect: 14 36 14
// expect: 15 17
// expect: 7 8
#include <async.h>
#include <stdio.h>

async int late(int x)
{
    await async_sleep(0.001);
    return x;
}

static async int tasks(void)
{
    future(int) a = spawn(_Generic(1, int : late(14), default : late(24)));
    future(int) b = _Generic(1, char : spawn(late(26)), default : spawn(late(36)));
    printf("%d %d %d\n", *await a, *await b, *await _Generic(a, future(int) : a, default : b));
    return 0;
}

static generator(int) count(int from)
{
    yield from;
    yield from + 2;
}
static generator(int) chosen(int x)
{
    yield_from(int, _Generic(x, int : count(x), default : count(0)));
}

static void plain(void)
{
    int x = async_run(_Generic(1, int : late(7), default : late(4)));
    printf("%d %d\n", x, async_run(_Generic(x, long : late(7), default : late(8))));
}

async int in_loop(void)
{
    await tasks();
    gen_each (int v, _Generic(1L, int : count(1), long : chosen(15)))
        printf(v == 15 ? "%d " : "%d\n", v);
    return 0;
}

int main(void)
{
    async_run(in_loop());
    plain();
    return 0;
}
