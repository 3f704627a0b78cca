#include <async.h>

struct __attribute__((aligned(64))) line {
    char bytes[64];
};

static async int first(struct line line)
{
    await async_yield();
    return line.bytes[0];
}

static async struct line fill(void)
{
    await async_yield();
    return (struct line){{1}};
}

async int main(void)
{
    struct line line = await fill();
    future(int) one = spawn(first(line));
    future(struct line) other = spawn(fill());
    return *await one + (*await other).bytes[0];
}
