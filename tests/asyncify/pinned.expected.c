#include <async.h>
#line 1 "pinned.c"
/* What stays ordinary: functions whose addresses are taken, that cannot be async, or that are called from such. */
#include <alloca.h>
#include <stdarg.h>
#include <stdlib.h>
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int sum(int n, ...)
{
    va_list list;
    va_start(list, n);
    int first = va_arg(list, int);
    va_end(list);
    return first;
}
static int old(a) int a; { return a; }
static int leaf(int n) { return n; }
static int on_stack(int n) { return *(int *)alloca(8) = leaf(n); }
async static int in_macro(int n) { await async_yield(); return n; }
#define IN_MACRO(n) (in_macro(n) + 1)
#ifdef NOWHERE
int (*taken)(int) = free_one;
#endif
async static int free_one(int n) { await async_yield(); return n; }
static int table(int n) { return n; }
static int (*const tables[])(int) = {table};
static int pasted_step(int n) { return n; }
#define STEP_OF(name) name##_step
static int (*const pasted)(int) = STEP_OF(pasted);
__attribute__((constructor)) static void start(void) {}
struct member { int x; };

async int main(void)
{
    await async_yield(); int numbers[2] = {2, 1};
    await async_yield(); struct member member = {.x = 1};
    await async_yield(); qsort(numbers, 2, sizeof *numbers, compare);
    await async_yield(); return sum(1, 0) + old(0) + on_stack(0) + (await in_macro(0) + 1) + tables[0](0) + pasted_step(0) + await free_one(member.x);
}
