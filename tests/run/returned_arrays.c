// The array in a struct that a call returned stays good to the end of its full expression.
// expect: 1 2 3
// expect: 7 lasting
// expect: 100
// expect: b
#include <async.h>
#include <stdio.h>
#include <string.h>

struct numbers {
    int values[3];
};
struct text {
    char chars[16];
};

static async int late(int x)
{
    await async_yield();
    return x;
}
static async struct numbers get(int a)
{
    await async_yield();
    return (struct numbers){{a, a * 10, 3}};
}
static async struct text say(const char *s)
{
    struct text t;
    await async_yield();
    strcpy(t.chars, s);
    return t;
}
static async int copy(char *to, const char *from)
{
    await async_yield();
    strcpy(to, from);
    return (int)strlen(to);
}

async int main(void)
{
    printf("%d %d %d\n", (await get(1)).values[0], (await get(2)).values[await late(1)] / 10,
           (await get(0)).values[2]);
    char to[16];
    int length = await copy(to, (await say("lasting")).chars);
    printf("%d %s\n", length, to);
    printf("%d\n", (await get((await get((await get(1)).values[1])).values[0])).values[1]);
    printf("%c\n", (await say("abc")).chars[await late(1)]);
    return 0;
}
