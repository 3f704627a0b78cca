#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct word {
    int x;
};
async struct word *shared;
typedef async struct word word;
async extern const char *text;

async int main(void)
{
    for (async int i = 0; i < 1; i++)
        await late(i);
    static async int count;
    return count + shared->x + (text != 0) + (int)sizeof(word);
}
