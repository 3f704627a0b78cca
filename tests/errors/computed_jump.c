/* What a computed goto leaves has to be known. */
#include <async.h>
#include <stdio.h>

async int late(void);

async int chooses(int x)
{
    void *places[] = {&&one, &&two, &&three};
    try {
        goto *places[x];
    one:
        await late();
    two:
        x++;
    } catch (e) {
        x = e;
    }
three:
    return x;
}

async int in_one_place(int x)
{
    void *places[] = {&&one, &&two};
    defer puts("left");
    goto *places[x];
one:
    x++;
two:
    return x;
}
