/* A jump into a loop over a generator. */
#include <async.h>

generator(int) numbers(void) { yield 1; }

async int jumps(int x)
{
    if (x)
        goto inside;
    gen_each (int v, numbers()) {
        if (v)
            goto inside;
    inside:
        x += v;
    }
    return x;
}

int ordinary(int x)
{
    switch (x)
        gen_each (int v, numbers()) {
        case 1:
            x += v;
        }
    return x;
}
