// Structs with const members, as locals, parameters, results and members of others.
// expect: 5 abc
// expect: 6 abc 1
// expect: 7
#include <async.h>
#include <stdio.h>

struct fixed {
    const int id;
    const char *const name;
};
struct holder {
    struct fixed fixed;
    int changes;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async struct fixed next(struct fixed f)
{
    await async_yield();
    return (struct fixed){f.id + await late(1), f.name};
}

async int main(void)
{
    const struct fixed f = {await late(5), "abc"};
    await async_yield();
    printf("%d %s\n", f.id, f.name);
    struct holder h = {await next(f), 0};
    h.changes += await late(1);
    printf("%d %s %d\n", h.fixed.id, h.fixed.name, h.changes);
    struct fixed last = await next(h.fixed);
    await async_yield();
    printf("%d\n", last.id);
    return 0;
}
