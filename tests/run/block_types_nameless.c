// Types of the file that have no name: of objects, behind typedefs of pointers, of members.
// expect: 2 20
// expect: 3 4
// expect: 1 5
// expect: 6 7
// expect: 8 9
// expect: 1
#include <async.h>
#include <stdio.h>

static struct {
    int value;
    struct {
        int x, y;
    } at;
} table[2] = {{1, {10, 11}}, {2, {20, 21}}};

typedef const struct {
    int a;
} constant;

typedef struct {
    int a, b;
} *pointer;

typedef struct {
    int a;
    struct {
        int a, b;
    } in;
} named;

static enum { OFF, ON = 5 } mode = ON;
enum { JUST_A_NUMBER = 8 };

static union {
    int i;
    char c[4];
} either = {.i = 7};

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    __typeof__(table[0]) row = table[await late(1)], *r = &row;
    __typeof__(row.at) at = row.at, *p = &at;
    await async_yield();
    printf("%d %d\n", r->value, p->x);

    constant c = {await late(3)}, *pc = &c;
    __typeof__(*(pointer)0) pair = {0, await late(4)}, *pp = &pair;
    pointer other = pp;
    await async_yield();
    printf("%d %d\n", pc->a, other->b);

    __typeof__(mode) m = await late(0) ? OFF : mode, *pm = &m;
    await async_yield();
    printf("%d %d\n", *pm == ON, m);

    __typeof__(either) e = {.i = await late(6)}, *pe = &e;
    await async_yield();
    printf("%d %d\n", pe->i, either.i);

    named n = {1, {await late(JUST_A_NUMBER), 9}};
    const named *pn = &n;
    __typeof__(*pn) copy = *pn;
    __typeof__(n.in) in = copy.in, *pi = &in;
    await async_yield();
    printf("%d %d\n", pi->a, in.b);
    printf("%d\n", copy.a);
    return 0;
}
