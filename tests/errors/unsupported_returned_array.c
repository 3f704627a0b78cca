#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct text {
    char chars[8];
};

static async struct text say(void)
{
    await async_yield();
    return (struct text){"abc"};
}

static async int length(const char *s)
{
    await async_yield();
    return (int)(s[0] - 'a');
}

async int main(void)
{
    return await length((await say()).chars) + (await say()).chars[1];
}
