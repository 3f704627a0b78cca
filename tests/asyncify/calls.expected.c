#include <async.h>
#line 1 "calls.c"
/* Every direct call of a function becomes an await, in brackets where an operator follows. */
#include <stdio.h>
struct pair {
    int first, rest[2];
};
async static struct pair make(int first);
static int add(int a, int b), twice(int a);
async const char *name(void) { await async_yield(); return "name"; }

async static struct pair make(int first)
{
    await async_yield(); return (struct pair){first, {add(first, 1), (add)(first, 2)}};
}
int add(int a, int b) { return a + b; }

async int main(void)
{
    await async_yield(); int n = !(await name())[0] + -(int)(await make(add(1, 2))).first;
    await async_yield(); n += sizeof add(1, 2) + (await make(3)).rest[1];
    await async_yield(); return n + printf("%s\n", await name() + 1) ? 0 : add(1, 2);
}
