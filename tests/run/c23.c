// What C23 has: auto, constexpr, nullptr, attributes, typeof_unqual, enums of a type, _BitInt, labels anywhere.
// flags: -std=gnu2x -w
// only-clang
// expect: 7
// expect: 13
// expect: 2
// expect: 111
// expect: 8
// expect: 214
// expect: 6
// expect: 1113
// expect: 2
// expect: 2
// expect: 1
#include <async.h>
#include <stdio.h>
#include <stddef.h>
static async int late(int x) { await async_yield(); return x; }
enum small : unsigned char { S0, S1 = 200 };
struct [[deprecated("no")]] old { int x; };
[[nodiscard]] static async int value(int x) { await async_yield(); return x; }
[[maybe_unused]] static async void nothing() { await async_yield(); }
static async int autos(void)
{
    auto a = await late(3);
    auto p = &a;
    auto d = 1.5;
    await async_yield();
    *p += 1;
    return a + (int)(d * 2);
}
static async int consts(void)
{
    constexpr int N = 4;
    constexpr double H = 0.5;
    int arr[N] = {1, 2, 3, await late(4)};
    static constexpr int M = 7;
    await async_yield();
    return arr[N - 1] + M + (int)(H * 4);
}
static async int nulls(void)
{
    int *p = nullptr;
    nullptr_t n = nullptr;
    await async_yield();
    int x = await late(1);
    if (p == n) p = &x;
    await async_yield();
    return *p + (n == nullptr);
}
static async int attrs(int x)
{
    [[maybe_unused]] int y = await late(x);
    int z [[maybe_unused]] = 5;
    switch (await late(x)) {
    case 1:
        y += 10;
        await async_yield();
        [[fallthrough]];
    case 2:
        y += 100;
        break;
    default:
        break;
    }
    return y;
}
static async int unqual(void)
{
    const int c = await late(3);
    typeof_unqual(c) m = c;
    typeof(c) k = 2;
    m++;
    await async_yield();
    return m * k;
}
static async int enums(void)
{
    typeof(nullptr) null = nullptr;
    enum small s = S1, *ps = &s;
    enum wide : long long { W = 1LL << 40 } w = W, *pw = &w;
    await async_yield();
    return *ps + (int)(*pw >> 38) + (int)sizeof(*ps) + (int)sizeof(W) + _Generic(W, enum wide: 1, default: 2) + (null != nullptr);
}
static async long bits(void)
{
    _BitInt(37) b = await late(5);
    unsigned _BitInt(3) u = 7;
    _BitInt(37) *pb = &b;
    await async_yield();
    *pb += 1wb;
    u += 1;
    return (long)(b + u);
}
static async int misc(void)
{
    bool t = true, f = false;
    static_assert(sizeof(int) == 4);
    int bin = 0b1010 + 1'000;
    alignas(16) char buf[16] = {};
    await async_yield();
    unsigned char u8c = u8'a';
    int empty[3] = {};
    struct { int a, b; } e = {};
    await async_yield();
    thread_local static int tl = 3;
    tl++;
    await async_yield();
    return t + f + bin + buf[0] + u8c + empty[2] + e.b + tl + (alignof(int) == 4);
}
static async int labels(int n)
{
    int i = 0;
again:
    int v = await late(i);
    if (++i < n) goto again;
    { await async_yield(); end: }
    return v;
}
static async int unnamed(int, int b)
{
    await async_yield();
    return b;
}
async int main(void)
{
    printf("%d\n", await autos());
    printf("%d\n", await consts());
    printf("%d\n", await nulls());
    printf("%d\n", await attrs(1));
    printf("%d\n", await unqual());
    printf("%d\n", await enums());
    printf("%ld\n", await bits());
    printf("%d\n", await misc());
    printf("%d\n", await labels(3));
    printf("%d\n", await unnamed(1, 2));
    printf("%d\n", await value(1));
    await nothing();
}
