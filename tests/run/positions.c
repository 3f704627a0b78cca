// __LINE__, __func__, __FILE__, assert and #line speak of the user's file.
// expect: 19 19 21
// expect: main main __main
// expect: positions.c
// expect: helper:36
// expect: 1000 there.c
// expect: 1005
#include <assert.h>
#include <async.h>
#include <stdio.h>
#include <string.h>

static async int late(int x) { await async_yield(); return x; }
static async int helper(void);

async int main(void)
{
    const char *slash;
    int a = await late(__LINE__), b = __LINE__; // 19
    int c =
        __LINE__ + await late(0); // 21
    printf("%d %d %d\n", a, b, c);
    const char *name = __func__;
    await async_yield();
    printf("%s %s __%s\n", __func__, name, __FUNCTION__);
    slash = strrchr(__FILE__, '/');
    await async_yield();
    printf("%s\n", slash ? slash + 1 : __FILE__);
    assert(await late(1) == 1);
    return await helper();
}

static async int helper(void)
{
    await async_yield();
    printf("%s:%d\n", __func__, await late(__LINE__));
#line 1000 "there.c"
    int line = await late(__LINE__);
    printf("%d %s\n", line, __FILE__);
    await async_yield();
    if (line)
        await async_yield();
    printf("%d\n", __LINE__);
    return 0;
}
