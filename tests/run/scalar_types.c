// Locals of every scalar type keep their exact values across awaits, as parameters and results too.
// expect: -128 255 -32768 65535
// expect: -2147483648 4294967295
// expect: -9223372036854775808 18446744073709551615
// expect: 3.4028235e+38 1.7976931348623157e+308 0.1
// expect: 1 0 2 x
// expect: 8 0 7
// expect: 9223372036854775807 0.25 -7 200
// expect: true -1 3
// expect: 4294967296 1
#include <async.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum colour { RED, GREEN, BLUE };

static async long long keep_ll(long long x)
{
    await async_yield();
    return x;
}
static async double keep_d(double x)
{
    await async_yield();
    return x;
}
static async signed char keep_c(signed char x)
{
    await async_yield();
    return x;
}
static async uint8_t keep_u8(uint8_t x)
{
    await async_yield();
    return x;
}
static async bool keep_b(bool x)
{
    await async_yield();
    return x;
}
static async enum colour keep_e(enum colour x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    signed char c = -128;
    unsigned char uc = 255;
    short s = SHRT_MIN;
    unsigned short us = USHRT_MAX;
    int i = INT_MIN;
    unsigned u = UINT_MAX;
    long long ll = LLONG_MIN;
    unsigned long long ull = ULLONG_MAX;
    float f = 3.4028235e+38f;
    double d = 1.7976931348623157e+308;
    long double ld = 0.1L;
    bool b = true;
    enum colour e = BLUE;
    void *null = NULL;
    const char *str = "x";
    uintptr_t bits = (uintptr_t)&i;
    int(*array_pointer)[2] = &(int[2]){7, 8};
    int (*function)(const char *) = puts;
    await async_sleep(0.001);
    printf("%d %d %d %d\n", c, uc, s, us);
    await async_yield();
    printf("%d %u\n", i, u);
    await async_yield();
    printf("%lld %llu\n", ll, ull);
    await async_yield();
    printf("%.8g %.17g %.1Lf\n", f, d, ld);
    printf("%d %d %d %s\n", b, null != NULL, e, str);
    printf("%d %d %d\n", (*array_pointer)[1], bits != (uintptr_t)&i, function == puts ? 7 : 0);
    printf("%lld %g %d %d\n", await keep_ll(LLONG_MAX), await keep_d(0.25), await keep_c(-7),
           await keep_u8((uint8_t)(456)));
    printf("%s %d %d\n", await keep_b((bool)64) == 1 ? "true" : "false",
           (int)await keep_e(GREEN) - BLUE, (int)await keep_d(3.5));
    long long wide = 1LL << await keep_u8(32);
    await async_yield();
    printf("%lld %d\n", wide, (int)(await keep_d(1.75)));
    return 0;
}
