#include <async.h>
#line 1 "bridges.c"
/* asyncify --bridges: what ordinary code has to reach becomes async under another name. */
#include <stdarg.h>
#include <stdlib.h>
static int compare(const void *a, const void *b);
#line 4 "bridges.c"
async static int compare_awaited(const void *a, const void *b) { await async_yield(); return *(const int *)a - *(const int *)b; }
#line 4 "bridges.c"
static int compare(const void *a, const void *b)
{ return async_run(compare_awaited(a, b)); }
#line 4 "bridges.c"

async int twice_awaited(int n);
#line 5 "bridges.c"
int twice(int n);
static int last(int n, ...)
{
    va_list list;
    va_start(list, n);
    int value = va_arg(list, int) + twice(1);
    va_end(list);
    return value;
}
int twice(int n);
#line 14 "bridges.c"
async int twice_awaited(int n) { await async_yield(); return 2 * n; }
#line 14 "bridges.c"
int twice(int n)
{ return async_run(twice_awaited(n)); }
#line 14 "bridges.c"

async static void apply(void (*f)(int), int n)
{
    await async_yield(); if (n)
        { await async_yield(); f(await twice_awaited(n)); }
}
static void show(int n);
#line 20 "bridges.c"
async static void show_awaited(int n) { await async_yield(); (void)n; }
#line 20 "bridges.c"
static void show(int n)
{ return async_run(show_awaited(n)); }
#line 20 "bridges.c"

static const char *own_name(void) { return __func__; }
static const char *(*const namer)(void) = own_name;
#define SHOW(n) while (n) show(--n)

async int main(void)
{
    await async_yield(); int numbers[] = {2, 1}, n = 2;
    await async_yield(); qsort(numbers, 2, sizeof *numbers, compare);
    await async_yield(); await apply(show, numbers[0]);
    await async_yield(); while (n) { await async_yield(); await show_awaited(--n); }
    await async_yield(); return await twice_awaited(last(1, 0)) - !namer();
}
