/* What gen_each and await_each go through, and what they declare. */
#include <async.h>

static generator(int) numbers(void) { yield 1; }
static async generator(int) ticks(void) { yield 1; }

static async int declares(int v)
{
    gen_each (v, numbers())
        v++;
    await_each (v, ticks())
        v++;
    await_each (int x, &v)
        v += x;
    return v;
}
