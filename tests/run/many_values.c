// Full expressions with so many awaits that the values of the first live in the frame: of all
// kinds, in loops, branches and statement expressions, with callees whose frames lie beside them.
// expect: 465 465
// expect: 274 60
// expect: 3.5 -31
// expect: 6 488
// expect: 90
#include <async.h>
#include <stdio.h>

struct pair {
    int a;
    const int b;
};
struct line {
    char text[40];
};

static async int late(int x)
{
    await async_yield();
    return x;
}
static async struct pair pair_of(int x)
{
    char room[50]; // of the callee's own
    room[x] = (char)x;
    await async_yield();
    return (struct pair){room[x], 2 * x};
}
static async struct line line_of(int x)
{
    struct line line;
    snprintf(line.text, sizeof line.text, "%d", x);
    await async_yield();
    return line;
}
static async double half(int x)
{
    return await late(x) / 2.0;
}
static async int at(const char *text)
{
    int x;
    await async_yield();
    return sscanf(text, "%d", &x) == 1 ? x : -1;
}

#define TEN(f, n)                                                                                  \
    await f(n + 1), await f(n + 2), await f(n + 3), await f(n + 4), await f(n + 5),                \
        await f(n + 6), await f(n + 7), await f(n + 8), await f(n + 9), await f(n + 10)

static int add(const int *values, int count)
{
    int sum = 0;
    while (count--)
        sum += values[count];
    return sum;
}

static async int scalars(int turns)
{
    int sum = 0;
    while (turns--) {
        int values[] = {TEN(late, 0), TEN(late, 10), TEN(late, 20)};
        sum = add(values, 30);
    }
    return sum;
}

static int both(struct pair a, struct pair b, int sum, struct pair c)
{
    return a.a * b.b + sum + c.b;
}

static async void pairs(void)
{
    int sum = both(await pair_of(1), await pair_of(2),
                   add((int[]){TEN(late, 0), TEN(late, 10)}, 20), await pair_of(30));
    printf("%d %d\n", sum, (await pair_of(30)).b);
    double halves[] = {TEN(half, 0), TEN(half, 10), TEN(half, 20)};
    int x = 0, *p = &x;
    int mixed[] = {
        x++, await late(x++), *p, TEN(late, -10), x--, TEN(late, -20), TEN(late, -30 - 1), *p};
    printf("%.1f %d\n", halves[6], mixed[24] + mixed[34] + mixed[0] - mixed[2]);
}

static async int nested(int x)
{
    return x + await at((await line_of(x)).text) + await late(1) + (x ? await late(2) : 0) +
           await late(({
               int y = await late(x) + await late(3);
               y;
           })) +
           add((int[]){TEN(late, 0), TEN(late, 10), TEN(late, 20)}, 30) +
           (await line_of(x)).text[0] - (x && await late(0) ? 1 : await late('0')) -
           await at((await line_of(3)).text);
}

async int main(void)
{
    int sum = await scalars(2);
    printf("%d %d\n", sum, add((int[]){TEN(late, 0), TEN(late, 10), TEN(late, 20)}, 30));
    await pairs();
    printf("%d %d\n", await at("6"), await nested(6) - await late(4));
    printf("%d\n", await late(await late(30) + await late(30) + await late(30)));
}
