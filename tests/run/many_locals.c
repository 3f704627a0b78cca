// Hundreds of locals, each needed from one await on to the end: they nest deeper in the frame than
// any C compiler has to accept structs.
// expect: 20850 299
// expect: 199
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

#define ONE(n) int v##n = await late(n);
#define TEN(n)                                                                                     \
    ONE(n##0)                                                                                      \
    ONE(n##1) ONE(n##2) ONE(n##3) ONE(n##4) ONE(n##5) ONE(n##6) ONE(n##7) ONE(n##8) ONE(n##9)
#define SUM(n)                                                                                     \
    (v##n##0 + v##n##1 + v##n##2 + v##n##3 + v##n##4 + v##n##5 + v##n##6 + v##n##7 + v##n##8 +     \
     v##n##9)

static async int many(int *last)
{
    TEN(10);
    TEN(11);
    TEN(12);
    TEN(13);
    TEN(14);
    TEN(15);
    TEN(16);
    TEN(17);
    TEN(18);
    TEN(19);
    *last = await late(100) + v199;
    return SUM(10) + SUM(11) + SUM(12) + SUM(13) + SUM(14) + SUM(15) + SUM(16) + SUM(17) + SUM(18) +
           SUM(19) + await late(5900);
}

/* Of all sizes, with their addresses taken. */
#define ROOM(n)                                                                                    \
    char r##n[n];                                                                                  \
    r##n[n - 1] = (char)await late(n);                                                             \
    char *p##n = r##n;
#define ROOMS(n)                                                                                   \
    ROOM(n##0)                                                                                     \
    ROOM(n##1) ROOM(n##2) ROOM(n##3) ROOM(n##4) ROOM(n##5) ROOM(n##6) ROOM(n##7) ROOM(n##8)
#define IS(n) (p##n[n - 1] == (char)(n))
#define ARE(n)                                                                                     \
    (IS(n##0) + IS(n##1) + IS(n##2) + IS(n##3) + IS(n##4) + IS(n##5) + IS(n##6) + IS(n##7) +       \
     IS(n##8))

static async int rooms(void)
{
    ROOMS(1);
    ROOMS(2);
    ROOMS(3);
    ROOMS(4);
    ROOMS(5);
    ROOMS(6);
    ROOMS(7);
    ROOMS(8);
    ROOMS(9);
    int all = await late(199 - 81);
    return all + ARE(1) + ARE(2) + ARE(3) + ARE(4) + ARE(5) + ARE(6) + ARE(7) + ARE(8) + ARE(9);
}

async int main(void)
{
    int last = 0, sum = await many(&last);
    printf("%d %d\n", sum, last);
    printf("%d\n", await rooms());
}
