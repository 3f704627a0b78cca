/* A block's own tasks. */
#include <async.h>

async int late(void);

async future(int) returns(int x)
{
    future(int) task = spawn(late()), other = 0;
    if (x == 1)
        return task;
    if (x == 2)
        return (task);
    if (x == 3)
        return spawn(late());
    task = other;
    other = task;
    other = spawn(late());
    if (x == 4)
        return other;
    {
        future(int) inner = (spawn(late()));
        inner = 0;
        await inner;
    }
    return 0;
}

future(int) ordinary(void)
{
    future(int) task = spawn(late());
    task = spawn(late());
    if (task)
        return task;
    return spawn(late());
}
