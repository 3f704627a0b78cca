// Declarators of every kind beside awaits; block-scope types, enums, typedefs; use of a name in its list.
// expect: 1 1 3 5
// expect: 7 2
// expect: 3 RED 4
// expect: 12 13
// expect: 1 8 2 8
// expect: 0 1 | 10 11
// expect: 5 0 6
// expect: s7 3
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int *back(int *p)
{
    await async_yield();
    return p;
}

static int twice(int x)
{
    return 2 * x;
}

static async int types_of_one_name(int which)
{
    if (which == 1) {
        struct item {
            char name;
            int size[2];
        } item = {'i', {await late(1), 7}};
        await async_yield();
        return (int)sizeof(struct item) / 4 - 2 + item.size[0] - 1;
    } else {
        struct item {
            long long big;
        };
        typedef struct item number;
        number n = {await late(8)};
        await async_yield();
        return (int)n.big;
    }
}

async int main(void)
{
    int a = await late(1), *p = &a, **pp = &p, b = *await back(*pp) + 2, c[2] = {0, await late(5)};
    printf("%d %d %d %d\n", a, **pp, b, c[1]);

    struct local {
        int x;
        struct local *next;
    } first = {await late(7), NULL}, second = {2, &first};
    await async_yield();
    printf("%d %d\n", second.next->x, second.x);

    enum colour { GREEN = 2, RED = GREEN + 1 };
    enum colour colour = (enum colour)await late(RED);
    await async_yield();
    printf("%d %s %d\n", colour, colour == RED ? "RED" : "GREEN", RED + 1);

    typedef int (*function)(int);
    function f = twice, table[] = {twice, NULL};
    int (*plain)(int) = f;
    await async_yield();
    printf("%d %d\n", table[0](6), plain(6) + !table[1]);
    int one = await types_of_one_name(1), eight = await types_of_one_name(2);
    printf("%d %d %d %d\n", one, eight, 2, await late(eight));

    for (struct {
             int i, j;
         } at = {0, 10};
         at.i < await late(2); at.i++, at.j++) {
        await async_yield();
        if (at.i == 0) {
            int now[2] = {at.i, at.i + 1}, then[2] = {at.j, at.j + 1};
            await async_yield();
            printf("%d %d | %d %d\n", now[0], now[1], then[0], then[1]);
        }
    }

    int x = await late(5), y = 0, z;
    z = x + 1;
    ;
    await async_yield();
    printf("%d %d %d\n", x, y, z);
    {
        extern int printf(const char *, ...);
        struct local *q = &(struct local){await late(3), NULL};
        _Static_assert(sizeof *q >= sizeof(int), "a declaration without a declarator");
        await async_yield();
        printf("s%d %d\n", first.x, q->x);
    }
    return 0;
}
