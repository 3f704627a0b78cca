// Functions of which a macro holds more than the function.
// expect: 4 5 5 8 7
#include <async.h>
#include <stdio.h>
#define DEF(n)                                                                                     \
    static int n##_count = 3;                                                                      \
    static async void n(void)                                                                      \
    {                                                                                              \
    }
#define DEF2(n)                                                                                    \
    int n##_count = 4;                                                                             \
    static async void n(void)
#define CLOSE                                                                                      \
    }                                                                                              \
    static int closed = 5;
#define OPEN(n)                                                                                    \
    static int n##_count = 6;                                                                      \
    static async void n(void)                                                                      \
    {                                                                                              \
        n##_count++;
#define EMPTYF(n)                                                                                  \
    static async void n(void)                                                                      \
    {                                                                                              \
    }                                                                                              \
    int n##_count = 7;
DEF(a)
DEF2(b)
{
    b_count++;
}
static async void c(void)
{
    a_count++;
    CLOSE
    OPEN(d) d_count++;
}
EMPTYF(e)
async int main(void)
{
    await a();
    await b();
    await c();
    await d();
    await e();
    printf("%d %d %d %d %d\n", a_count, b_count, closed, d_count, e_count);
    return 0;
}
