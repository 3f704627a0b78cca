/* asyncify --bridges: what ordinary code has to reach becomes async under another name. */
#include <stdarg.h>
#include <stdlib.h>
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int twice(int n);
static int last(int n, ...)
{
    va_list list;
    va_start(list, n);
    int value = va_arg(list, int) + twice(1);
    va_end(list);
    return value;
}
int twice(int n) { return 2 * n; }
static void apply(void (*f)(int), int n)
{
    if (n)
        f(twice(n));
}
static void show(int n) { (void)n; }
static const char *own_name(void) { return __func__; }
static const char *(*const namer)(void) = own_name;
#define SHOW(n) while (n) show(--n)

int main(void)
{
    int numbers[] = {2, 1}, n = 2;
    qsort(numbers, 2, sizeof *numbers, compare);
    apply(show, numbers[0]);
    SHOW(n);
    return twice(last(1, 0)) - !namer();
}
