// Lines that are spliced right before a token, and within one.
// expect: 3
// expect: 6
// expect: 11
#include <async.h>
#include <stdio.h>

static async int later(int x)
\
{
    await async_yield()\
;
    re\
turn x\
;
\
}

\
static \
async \
int sum(int count) \
{
    int total = 0;
    \
for (int i = 0; i < count; i\
++) \
{
        \
total +\
= aw\
ait \
later\
(i)\
;
    \
}
    \
return \
total;
}

async int main(void)
{
    \
printf("%d\n", await \
sum(3))\
;
    int x = await sum\
(4);
    \
printf("%d\n", x);
    \
if (await later(1)) x += \
await later(5)\
;
    \
else \
x = 0;
    printf("%d\n", x\
);
    return 0;
\
}
