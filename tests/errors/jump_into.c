/* What has to be entered at its begin. */
#include <async.h>
#include <stdio.h>

async int late(void);
generator(int) numbers(void) { yield 1; }

async int jumps(int x)
{
    if (x == 1)
        goto in_try;
    if (x == 2)
        goto in_catch;
    if (x == 3)
        goto in_timeout;
    if (x == 5)
        goto behind_defer;
    try {
    in_try:
        await late();
    } catch (e) {
    in_catch:
        x++;
        if (x == e)
            goto in_catch;
    }
    async_timeout (1) {
    in_timeout:
        x++;
    }
    await_each (int v, numbers()) {
        if (v)
            goto in_loop;
    in_loop:
        x += v;
    }
    if (x == 4)
        goto in_loop;
again:
    if (x == 6)
        goto behind_task;
    {
        defer puts("left");
    behind_defer:
        x++;
        if (x == 7)
            goto again;
        if (x == 8)
            goto behind_defer;
    }
    {
        future(int) task = spawn(late());
    behind_task:
        await task;
    }
    return x;
}

async int cases(int x)
{
    switch (x) {
    case 0:
        try {
        case 1:
            await late();
        } catch (e) {
        case 2:
            x++;
        }
        break;
    case 3:
        defer puts("left");
        x++;
    case 4:
        x++;
    default:
        break;
    }
    switch (x) {
        defer puts("never");
    case 1:
        x++;
    }
    return x;
}
