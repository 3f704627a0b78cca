// A scheduler of its own, over <async/frame.h> alone, drives what awaitc makes: docs/abi.md.
// plain: scheduler/scheduler.c
// no-erase
// expect: compute waits for 42
// expect: it is 42
// expect: compute waits for 1
// expect: it is 1
// expect: 43
// expect: fails waits for 7
// expect: it is 7
// expect: an error, 7
#include <async.h>

async int wait_for_it(const char *who, int value);
extern async int compute(int x);
extern async int fails(int x);

async int compute(int x)
{
    int first = await wait_for_it(__func__, x);
    return first + await wait_for_it(__func__, 1);
}

async int fails(int x)
{
    throw await wait_for_it(__func__, x);
}
