#include "inline_shared.h"

async int other(int x);
async int other(int x)
{
    async int (*pointer)(int) = shared;
    return await shared(x) + await pointer(x) + await recursive(x) + 2;
}

async int other_too(int x);
async int other_too(int x)
{
    int sum = 0;
    gen_each (int i, counts(x))
        sum += i;
    return sum + await shared(x) + await recursive(x) + 1;
}
