#include <async.h>

async struct word {
    int x;
};
async enum { ONE };
async union number;
async;
async int;

static int plain(async int x, async int (*call)(int))
{
    async;
    return x + (call != 0) + (int)sizeof(async int) + (int)sizeof(async int (*)(void));
}

static async int late(async int x)
{
    await async_yield();
    return x;
}

async int first(void), second;
async int *pointer;
async int (*pointers[2])(void);

async int main(void)
{
    return await late(plain(1, late)) + pointer[0] + second + (pointers[0] != 0);
}
