#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct __attribute__((aligned(64))) line {
    char bytes[64];
};
typedef int wide __attribute__((aligned(32)));

async int main(void)
{
    struct line line = {{1}}, lines[2] = {{{1}}};
    wide number = 2, *p = &number;
    await async_yield();
    return line.bytes[0] + *p + lines[1].bytes[0];
}
