#include <async.h>
#line 1 "strings.c"
/* What a macro makes a string of stays as it is in the string; but for assert's. */
#include <assert.h>
#include <stdio.h>
#define STR(x)   #x
#define XSTR(x)  STR(x)
#define CHECK(x) check(#x, x)
#define LOG(x)   (printf("%s\n", XSTR(x)), (x))
#define PLAIN(x) ((x) + 1)
async static int f(int x) { await async_yield(); return x * 2; }
async static void check(const char *text, int ok) { await async_yield(); printf("%s: %d\n", text, ok); }
async int main(void)
{
    await async_yield(); await check("f(1) == 2", await f(1) == 2);
    await async_yield(); await check("({ int k = 3; k++; k; }) == 4", ({ await async_yield(); int k = 3; await async_yield(); k ++; await async_yield(); k; }) == 4);
    await async_yield(); (printf("%s\n", "f(3) + ((f(4)) + 1)"), (await f(3) + ((await f(4)) + 1)));
    await async_yield(); await check("PLAIN(f(4))", ((await f(4)) + 1));
    await async_yield(); await CHECK(printf("\"%c\"\n", '"'));
    await async_yield(); assert(await f(3) == 6);
    await async_yield(); return PLAIN(await f(5)) - 11;
}
