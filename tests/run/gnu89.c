// What gnu89 has: implicit types and declarations, lists without parameters; and what GNU C adds.
// flags: -std=gnu89 -Wno-error -w
// no-tcc
// expect: 9
// expect: 10
// expect: 23
// expect: 3
// expect: 13
// expect: 1 2 3
// expect: 3252
// expect: 109
// expect: 25.750000
// expect: 9
// expect: 5110
// expect: 35
// expect: 106
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static old(a) int a;
{
    return a + 1;
}
implicit()
{
    return 3;
}
static int (*table[])() = {implicit, old};

static async int empty_list()
{
    int x = await late(1);
    await async_yield();
    return x + (*table[0])() + table[1](4);
}
static async int undeclared(int x)
{
    int y = later_defined(x) + await late(2);
    await async_yield();
    return y;
}
int later_defined(x)
{
    return x * 2;
}

static async int implicit_int(void)
{
    const c = 4;
    static s = 5;
    register r = 6;
    auto a = 7;
    c + s;
    s += await late(1);
    await async_yield();
    return c + s + r + a;
}
inline static async int in_line(int x)
{
    await async_yield();
    return x;
}
static async int locals(int n)
{
    __label__ out, again;
    int i = 0;
again:
    i += await late(1);
    if (i < n)
        goto again;
    {
        __label__ out;
        if (i)
            goto out;
        i = 100;
    out:
        i += 10;
        await async_yield();
    }
    goto out;
    i = 1000;
out:
    return i;
}
static async int ranges(int x)
{
    switch (await late(x)) {
    case 0 ... 3:
        await async_yield();
        return 1;
    case 4:
    case 5 ... 9:
        x = await late(2);
        return x;
    default:
        return 3;
    }
}
static async int designated(void)
{
    int a[6] = {[0 ... 3] = 1, [4] = await late(5), 6};
    struct {
        int x, y;
    } s = {y : await late(2), x : 1};
    int *p = a;
    struct zero {
        int n;
        int tail[0];
    } z = {await late(3)};
    struct nothing {
    } nothing, *pn = &nothing;
    await async_yield();
    return p[3] + p[4] * 10 + s.y * 100 + z.n * 1000 + (int)sizeof(nothing) + (pn != 0);
}
typedef int v4 __attribute__((vector_size(16)));
static async int vectors(void)
{
    v4 v = {1, 2, 3, await late(4)}, *pv = &v, w = {1, 1, 1, 1};
    float __attribute__((vector_size(8))) f = {1.5f, 2.5f};
    await async_yield();
    *pv += w;
    v = v * (v4){2, 2, 2, await late(2)};
    await async_yield();
    return v[0] + v[3] * 10 + (int)(f[1] * 2);
}
static async double wide(void)
{
    __int128 i = (__int128)await late(7) << 70, *pi = &i;
    unsigned __int128 u = 1;
    __float128 q = 1.5, q2 = q;
    _Complex double c = 1.0 + 2.0i, *pc = &c;
    long double ld = 2.25L;
    __complex__ int ci = 3 + 4i;
    await async_yield();
    *pc += await late(1);
    u += (unsigned __int128)(*pi >> 70);
    return (double)u + (double)q * 2 + (double)q2 + __real__ c + __imag__ * pc + (double)ld +
           __real__ ci + __imag__ ci;
}
union arg {
    int *i;
    float *f;
} __attribute__((transparent_union));
static int take(union arg a)
{
    return *a.i;
}
static async int later_take(union arg a)
{
    await async_yield();
    return *a.i;
}
static async int transparent(void)
{
    int x = await late(3), *p = &x;
    await async_yield();
    return take(p) + take(&x) + await later_take((union arg){.i = p});
}
static async int atomics(void)
{
    static __thread int tl = 1;
    _Atomic int a = 1;
    _Alignas(64) char buf[64] = "x";
    volatile int v = await late(2);
    int *__restrict r = (int[]){4, 5};
    a += await late(3);
    tl += 1;
    await async_yield();
    a++;
    v++;
    return a + v + tl + ((unsigned long)buf % 64 == 0) * 100 + r[1] * 1000;
}
static async int misc(int x)
{
    int y = x ?: await late(9);
    typeof(y) z = ({
        int t = await late(y);
        t + 1;
    });
    void *l = &&here;
    int w = __builtin_choose_expr(1, z, "no");
    goto *l;
    w = 0;
here:
    await async_yield();
    return y + z + w + __alignof__(int) + __builtin_types_compatible_p(int, typeof(z)) +
           __builtin_constant_p(3);
}
static async void *voids(void *p)
{
    char *c = p;
    await async_yield();
    p++;
    return p - 1 == c ? p : 0;
}
static async int casts(void)
{
    union u {
        int i;
        float f;
    } u = (union u)(int)await late(5);
    int x = u.i;
    char *s = "abc"
              "def";
    await async_yield();
    return x + s[await late(3)] + (await voids(s) == s + 1);
}
async int main()
{
    printf("%d\n", await empty_list());
    printf("%d\n", await undeclared(4));
    printf("%d\n", await implicit_int());
    printf("%d\n", await in_line(3));
    printf("%d\n", await locals(3));
    printf("%d %d %d\n", await ranges(2), await ranges(7), await ranges(10));
    printf("%d\n", await designated());
    printf("%d\n", await vectors());
    printf("%f\n", await wide());
    printf("%d\n", await transparent());
    printf("%d\n", await atomics());
    printf("%d\n", await misc(0));
    printf("%d\n", await casts());
    return 0;
}
