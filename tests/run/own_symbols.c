// no-erase
// expect: 1 2 3 4 5 6 7 8
// expect: 6
// expect: 11
/* The program's own global functions and objects by names that the runtime's sources use, or call: each keeps to
 * its own. */
#include <async.h>

extern int printf(const char *, ...);

int report = 1, heap_add = 2, owner_free = 3, poller_select = 4;

int link_add(void)
{
    return 5;
}
int io_start(void)
{
    return 6;
}
int select(int value)
{
    return value + 1;
}
int task_end(void)
{
    return 8;
}

async int deep(int n)
{
    await async_sleep(0.001);
    return n ? 1 + await deep(n - 1) : select(2);
}

async int main(void)
{
    future(int) first = spawn(deep(3));
    future(int) second = spawn(deep(8));
    printf("%d %d %d %d %d %d %d %d\n", report, heap_add, owner_free, poller_select, link_add(), io_start(),
           select(6), task_end());
    await async_all(first, second);
    printf("%d\n%d\n", *first, *second);
    return 0;
}
