// Types that are declared in an argument of which a macro makes a string.
// expect: ({ enum { FIRST = 10, SECOND } e = SECOND; await async_yield(); e; }): 11
// expect: ({ struct { int a; } s = {3}; await async_yield(); s.a; }): 3
// expect: ({ typedef struct pair *p; struct pair { int x; } y = {4}; p z = &y; await async_yield(); z->x; }): 4
// expect: ({ union { int i; char c[4]; } u = {65}; await async_yield(); u.i; }): 65
#include <async.h>
#include <stdio.h>

#define SHOW(x) show(x, #x)

static async void show(int value, const char *text)
{
    await async_yield();
    printf("%s: %d\n", text, value);
}

static async void first(void)
{
    // clang-format off
    await SHOW(({ enum { FIRST = 10, SECOND } e = SECOND; await async_yield(); e; }));
    // clang-format on
}

async int main(void)
{
    await first();
    // clang-format off
    await SHOW(({ struct { int a; } s = {3}; await async_yield(); s.a; }));
    await SHOW(({ typedef struct pair *p; struct pair { int x; } y = {4}; p z = &y; await async_yield(); z->x; }));
    await SHOW(({ union { int i; char c[4]; } u = {65}; await async_yield(); u.i; }));
    // clang-format on
    return 0;
}
