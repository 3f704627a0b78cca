/* PEP 789: what a yield must not stand in. */
#include <async.h>
#include <stdio.h>

async int late(void);
generator(int) numbers(void) { yield 1; }

async generator(int) suspends(int x)
{
    yield 1;
    async_timeout (1) {
        yield 2;
        if (x)
            yield_from(void, numbers());
    }
    defer {
        yield 3;
    }
    {
        yield 4;
        future(int) task = spawn(late());
        yield 5;
        {
            yield_from(void, numbers());
        }
        await task;
    }
    for (future(int) task = spawn(late()); x; x--)
        yield 6;
    try {
        await late();
        yield 7;
    } catch (e) {
        yield 8;
    }
    yield 9;
}
