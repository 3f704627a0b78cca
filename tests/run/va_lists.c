// A va_list as parameter of an async function, and kept by one.
// no-tcc: its va_arg needs a library of its own
// expect: 7 8 9
#include <async.h>
#include <stdarg.h>
#include <stdio.h>

static async int next(va_list list)
{
    await async_yield();
    int value = va_arg(list, int);
    await async_yield();
    return value;
}

static async void print(va_list *list)
{
    int first = await next(*list), second = await next(*list);
    printf("%d %d", first, second);
    await async_yield();
    printf(" %d\n", va_arg(*list, int));
}

#ifdef ASYNC_ERASE
#define RUN(call) (call)
#else
#define RUN(call) async_run(call)
#endif

static void say(int count, ...)
{
    va_list list;
    va_start(list, count);
    RUN(print(&list));
    va_end(list);
}

int main(void)
{
    say(3, 7, 8, 9);
    return 0;
}
