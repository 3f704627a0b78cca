// #line directives of the user's, in a body and outside, around uses of macros that are expanded.
// expect: grammar.y:104 list[0] 5
// expect: grammar.y:105
// expect: other.y:7 await late(2) 2
// expect: other.y:8 1
// expect: 52 1000
#include <async.h>
#include <stdio.h>
#include <string.h>
#define WHERE(x) printf("%s:%d %s %d\n", base_name(__FILE__), __LINE__, #x, x)
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int *get_last(void);

static async int late(int x) { await async_yield(); return x; }
#line 100 "grammar.y"
async int main(void)
{
    int list[1] = {5};
    await late(0);
    WHERE(list[0]);
    printf("%s:%d\n", base_name(__FILE__), __LINE__);
#line 7 "other.y"
    WHERE(await late(2));
    printf("%s:%d %d\n", base_name(__FILE__), __LINE__, await late(1));
    printf("%d %d\n", get_last()[0], get_last()[1]);
    return 0;
}
#line 50

int *get_last(void)
{ static int last[2] = {__LINE__, 0};
#if 0
#line 2000
#endif
# 1000 "more.y"
    last[1] = __LINE__;
    return last;
}
