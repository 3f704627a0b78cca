// Structs by value as arguments, results and locals; arrays of them; members of results.
// expect: 3 7
// expect: 4 6
// expect: 10 20 30
// expect: 30
// expect: 6 item 2
// expect: 2 4 6
// expect: 16 hello
// expect: 5 1
// expect: 1 2 | 9 2
// expect: 11
// expect: 3 4
#include <async.h>
#include <stdio.h>
#include <string.h>

struct point {
    int x, y;
};

struct big {
    int values[16];
    char name[8];
};

struct item {
    int id;
    char name[8];
    struct point at;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async struct point make(int x, int y)
{
    struct point p = {await late(x), await late(y)};
    return p;
}

static async struct point plus(struct point a, struct point b)
{
    a.x += b.x;
    await async_yield();
    a.y += b.y;
    return a;
}

static async struct big fill(int start)
{
    struct big b = {.name = "hello"};
    for (int i = 0; i < 16; i++)
        b.values[i] = await late(start + i);
    return b;
}

static async int last(struct big b)
{
    b.values[15]++;
    await async_yield();
    return b.values[15];
}

async int main(void)
{
    struct point p = await make(3, 7);
    printf("%d %d\n", p.x, p.y);
    p = await plus(await make(1, 2), await make(3, 4));
    printf("%d %d\n", p.x, p.y);

    struct point points[3];
    for (int i = 0; i < 3; i++)
        points[await late(i)] = await make(10 * (i + 1), i);
    printf("%d %d %d\n", points[0].x, points[1].x, points[2].x);
    printf("%d\n", points[await late(2)].x * points[1].y);

    struct item items[2] = {{1, "item 1", {2, 3}}, {2, "item 2", {4, 5}}};
    int ids = items[0].at.x + items[1].at.x;
    await async_yield();
    printf("%d %s\n", ids, items[await late(1)].name);

    int grid[3][2] = {{1, 2}, {3, 4}, {5, 6}};
    for (int i = 0; i < 3; i++) {
        await async_yield();
        printf("%d%c", grid[i][await late(1)], i == 2 ? '\n' : ' ');
    }

    struct big b = await fill(1);
    struct big copy = b;
    await async_yield();
    printf("%d %s\n", copy.values[await late(15)], copy.name);
    printf("%d %d\n", (await make(4, 5)).y, (await make(1, 0)).x);

    struct point a = {1, 2}, c = a;
    await async_yield();
    c.x = await late(9);
    printf("%d %d | %d %d\n", a.x, a.y, c.x, c.y);
    printf("%d\n", await last(await fill(-5)));

    struct point *pp = points;
    *pp++ = (struct point){3, 4};
    await async_yield();
    struct point moved = pp[-1];
    pp[0] = moved;
    await async_yield();
    printf("%d %d\n", points[1].x, moved.y);
    return 0;
}
