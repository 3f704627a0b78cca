// Sources laid out as nobody would: everything on a line, one token a line, comments and continuations
// in the middle of everything.
// flags: -Wno-misleading-indentation -Wno-comment -Wno-empty-body
// expect: 1 2 3 4
// expect: 7
// expect: 10 11
// expect: 3
// expect: if else
// expect: 8 5
#include <async.h>
#include <stdio.h>
static async int late(int x) { await async_yield(); return x; } static async int twice(int x) { return await late(x) + await late(x); } static int plain; async int one_line(int n) { int a = await late(n); if (a) { int a_ = await twice(a); for (int i = 0; i < 2; i++) { a_ += await late(i); if (a_ > 100) break; else continue; } return a_; } else return await late(-1); }
static
async
int
spread
(
int
x
)
{
await
async_yield
(
)
;
return
x
+
await
late
(
1
)
;
}
static async int arrays(int x) { int a[2] = { await late(x), await late(x + 1) }; return a[1]; }
static async int continued(int x)
{
    int y = aw\
ait late(x\
); // a comment that goes on \
    y = 100;
    /* return 1; */ return /* await */ await/**/late(/**/y/**/)/**/;
}
async int main(void) {
    printf("%d %d %d %d\n", await(late(1)), await late (2), await(late)(3), (await((late(4)))));
    printf("%d\n", await one_line(3)); printf("%d %d\n", await arrays(9), await spread(10));;;
    { { { ; } } } { int x = await continued(3); { printf("%d\n", x); } }
    if (await late(1)) printf("if "); else if (await late(2)) printf("no"); else ; if (await late(0)) ; else { puts("else"); }
    plain = await late(5); int plain_after = plain; for (;await late(plain) < 8;) plain++; while (await late(0)); do ; while (await late(0));
    printf("%d %d\n", plain, plain_after); }
