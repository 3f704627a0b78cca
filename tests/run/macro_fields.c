// SPDX-License-Identifier: MIT
//
// Lists of macros, and macros that choose by type.
//
// expect: 1 2.5 see .
// expect: 7 12 48 3
#include <async.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

async int y(int x)
{
    await async_yield();
    return x;
}
#define X_FIELDS(X) X(int, a, 1) X(double, b, 2.5) X(char *, c, "see")
struct rec {
#define X(t, n, v) t n;
    X_FIELDS(X)
#undef X
};
async struct rec init(void)
{
    struct rec r;
#define X(t, n, v) r.n = (t)(await y(#n[0]) ? (v) : (v));
    X_FIELDS(X)
#undef X
    return r;
}
#define FMT(x)     _Generic((x), int : "%d ", double : "%g ", char * : "%s ")
#define SHOW(r, n) printf(FMT((r).n), (await async_yield(), (r).n))
#define DEF_OP(name, op)                                                                           \
    async int name(int a, int b)                                                                   \
    {                                                                                              \
        int r = a op b;                                                                            \
        await async_yield();                                                                       \
        return r op await y(b);                                                                    \
    }
DEF_OP(add, +)
DEF_OP(mul, *) DEF_OP(sh, <<) static async int (*const ops[])(int, int) = {
#define OP(n) [__COUNTER__] = n,
    OP(add) OP(mul) OP(sh)};
async int main(void)
{
    struct rec r = await init();
    SHOW(r, a);
    SHOW(r, b);
    SHOW(r, c);
    puts(".");
    for (unsigned i = 0; i < sizeof ops / sizeof *ops; i++)
        printf("%d ", await ops[i](3, 2));
    printf("%d\n", __COUNTER__);
    return 0;
}
