// Unions and bit-fields as locals, parameters and results; awaits assigned to bit-fields.
// expect: 5 -3 1
// expect: 7 -4 0
// expect: 15
// expect: 3f800000
// expect: 1.50 2
// expect: 3 12 2
// expect: 1 2 7
#include <async.h>
#include <stdint.h>
#include <stdio.h>

struct flags {
    unsigned low : 3;
    int middle : 3;
    unsigned : 2;
    unsigned high : 1;
};

union word {
    float f;
    uint32_t bits;
    unsigned char bytes[4];
};

struct tagged {
    enum { INTEGER, REAL } tag;
    union {
        int i;
        double d;
    };
};

union halves {
    struct {
        short a, b;
    } s;
    int i;
};
struct small {
    unsigned a : 1, b : 2, c : 3;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async struct flags set(struct flags f, int low)
{
    f.low = await late(low);
    f.middle -= await late(1);
    f.high ^= await late(1);
    return f;
}

static async union word number(float f)
{
    union word w;
    w.f = f;
    await async_yield();
    return w;
}

static async double value(struct tagged t)
{
    await async_yield();
    return t.tag == INTEGER ? t.i : t.d;
}

async int main(void)
{
    struct flags f = {5, -3, 1};
    await async_yield();
    printf("%d %d %d\n", f.low, f.middle, f.high);
    f = await set(f, 7);
    printf("%d %d %d\n", f.low, f.middle, f.high);
    f.low += await late(1); // wraps to 0
    f.low |= 3;
    f.low <<= await late(1);
    printf("%d\n", f.low + 9);

    union word w = await number(1.0f);
    printf("%x\n", w.bits);

    struct tagged t = {REAL, .d = 1.5};
    double real = await value(t);
    printf("%.2f %.0f\n", real, await value((struct tagged){INTEGER, {.i = 2}}));

    union halves u;
    u.s.a = 1, u.s.b = (short)await late(2);
    await async_yield();
    printf("%d %d %d\n", u.s.a + u.s.b, u.s.b * 6, u.s.b);

    struct small packed[2] = {{await late(1), await late(2), 7}, {0}};
    await async_yield();
    packed[1] = packed[0];
    printf("%d %d %d\n", packed[1].a, packed[1].b, packed[1].c);
    return 0;
}
