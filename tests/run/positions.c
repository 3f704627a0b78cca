// __LINE__, __func__, __FILE__, assert and #line speak of the user's file.
// expect: 24 24 26
// expect: main main __main
// expect: positions.c
// expect: helper:41
// expect: 1000 there.c
// expect: 1005
#include <assert.h>
#include <async.h>
#include <stdio.h>
#include <string.h>

static async int late(int x) { await async_yield(); return x; }
static async int helper(void);

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

async int main(void)
{
    int a = await late(__LINE__), b = __LINE__; // 24
    int c =
        __LINE__ + await late(0); // 26
    printf("%d %d %d\n", a, b, c);
    const char *name = __func__;
    await async_yield();
    printf("%s %s __%s\n", __func__, name, __FUNCTION__);
    await async_yield();
    printf("%s\n", base_name(__FILE__));
    int one = await late(1);
    assert(one == 1);
    return await helper();
}

static async int helper(void)
{
    await async_yield();
    printf("%s:%d\n", __func__, await late(__LINE__));
#line 1000 "there.c"
    int line = await late(__LINE__);
    printf("%d %s\n", line, base_name(__FILE__)); // tcc puts the folder before it
    await async_yield();
    if (line)
        await async_yield();
    printf("%d\n", __LINE__);
    return 0;
}
