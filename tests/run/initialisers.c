// Awaits in initialisers: scalars, arrays, structs, designated, nested, several declarators.
// flags: -Wno-missing-field-initializers
// expect: 1 2 4
// expect: 1 5 0 9 0
// expect: 3 7 0
// expect: 0 8 0 6 5
// expect: 1 2 3 | 4 5 0
// expect: x 4 y 5
// expect: 6 2
// expect: hi 2
// expect: 12 0 0
// expect: 5 5 5
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct point {
    int x, y;
};
struct line {
    struct point from, to;
    int width;
};
struct named {
    char name;
    struct point at[2];
};

async int main(void)
{
    int a = await late(1), b = a + await late(1), *pb = &b, c = await late(*pb) + b;
    printf("%d %d %d\n", a, b, c);

    int array[5] = {await late(1), await late(5), [3] = await late(9)};
    printf("%d %d %d %d %d\n", array[0], array[1], array[2], array[3], array[4]);

    struct line line = {{await late(3)}, .to.y = await late(7)};
    printf("%d %d %d\n", line.from.x, line.to.y, line.from.y + line.to.x + line.width);
    struct line other = {.width = await late(5), .to = {.y = 6}, .from.y = await late(8)};
    printf("%d %d %d %d %d\n", other.from.x, other.from.y, other.to.x, other.to.y, other.width);

    int grid[2][3] = {{1, await late(2), 3}, {await late(4), 5}};
    printf("%d %d %d | %d %d %d\n", grid[0][0], grid[0][1], grid[0][2], grid[1][0], grid[1][1],
           grid[1][2]);

    struct named names[] = {{'x', {{1, 2}, {3, await late(4)}}}, {'y', .at[0] = {await late(5), 0}}};
    printf("%c %d %c %d\n", names[0].name, names[0].at[1].y, names[1].name, names[1].at[0].x);

    struct point p = {await late(2), await late(6)}, q = {p.y, p.x};
    printf("%d %d\n", q.x, q.y);

    char text[8] = {'h', 'i', (char)await late(0)};
    printf("%s %d\n", text, await late(2));

    const int fixed = await late(12);
    struct point zeros = {0};
    struct line copy = {zeros, {fixed, 0}, 0};
    printf("%d %d %d\n", copy.to.x, copy.from.x, copy.width);

    int braced = {await late(5)};
    struct point point = q = (struct point){braced, braced};
    printf("%d %d %d\n", braced, point.x, q.y);
    return 0;
}
