// sizeof, typeof, _Alignof and _Generic may hold awaits, and run none that they do not choose.
// no-tcc: _Generic there does not know this use
// expect: 4 8 calls 0
// expect: 5 calls 1
// expect: int long
// expect: 7 calls 1
// expect: 8 8
#include <async.h>
#include <stdint.h>
#include <stdio.h>

static int calls;

static async int32_t narrow(int32_t x)
{
    calls++;
    await async_yield();
    return x;
}

static async int64_t wide(int64_t x)
{
    calls++;
    await async_yield();
    return x;
}

#define NAME(x) _Generic((x), int32_t: "int", int64_t: "long")

static size_t in_ordinary_function(void)
{
    return sizeof(wide(1));
}

async int main(void)
{
    size_t a = sizeof(await narrow(1)), b = sizeof(await wide(await narrow(2)));
    printf("%zu %zu calls %d\n", a, b, calls);
    __typeof__(await narrow(1)) x = await narrow(5);
    printf("%d calls %d\n", x, calls);
    calls = 0;
    printf("%s %s\n", NAME(await narrow(1)), NAME(await wide(1)));
    int y = _Generic(x, int: await narrow(7), default: await wide(8));
    printf("%d calls %d\n", y, calls);
    __typeof__(wide(0)) big = 8;
    await async_yield();
    printf("%d %zu\n", (int)big, in_ordinary_function());
    return 0;
}
