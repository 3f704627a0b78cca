/* SPDX-License-Identifier: MIT
 *
 * Locals of the frame in the types of a _Generic, and in what else clang's tree does not show; and
 * parameters of function types whose sizes vary.
 */
// no-tcc (it misreads alignment and vectors)
// flags: -Wno-shadow
// expect: 111 14
// expect: 1 1 2 3
// expect: 64 8 7
// expect: 23 81
#include <async.h>
#include <stdio.h>

static async int id(int x)
{
    await async_yield();
    return x;
}

static async int selected(int a)
{
    int local = a, values[3] = {1, 2, 3};
    int *p = &local, *q = values;
    await async_yield();
    int sum = _Generic(a, __typeof__(local) : 1, default : 2);
    sum += _Generic(q, __typeof__(&values[0]) : 10, default : 20);
    sum += _Generic((unsigned long)a, int : 0, __typeof__(sizeof local) : 100, default : 200);
    *p += q[1];
    printf("%d %d\n", sum, local + q[2] + (int)sizeof(__typeof__(values)) / 2);
    return local;
}

#define IS(T, x)              _Generic(x, T : 1, default : 2)
#define IS_LOCAL(x)           _Generic(x, __typeof__(local) : 1, default : 2)
#define IS_FIELD(x, p, field) _Generic(x, __typeof__((p)->field) : 1, default : 3)
struct pair {
    char *local;
    long other;
};

static async void macros(struct pair *pair)
{
    int local = 1;
    int *p = &local;
    await async_yield();
    printf("%d %d", IS(__typeof__(local), *p), IS_LOCAL(await id(*p)));
    {
        static long local;
        printf(" %d", IS_LOCAL(*p));
        (void)local;
    }
    printf(" %d\n", IS_FIELD(*p, pair, local));
}

static async void aligned_to(void)
{
    char wide[64], unused = 7;
    char *p = wide, *q = &unused;
    await async_yield();
    int aligned __attribute__((aligned(sizeof wide), unused)) = 3;
    typedef char eight __attribute__((vector_size(sizeof(p) * sizeof(unused))));
    eight vector = {0};
    await async_yield();
    printf("%d %d %d\n", (int)__alignof__(aligned), (int)sizeof vector, *q);
}

static int corner(int n, int m, int cube[n][m][n])
{
    return cube[n - 1][m - 1][0];
}

static async int corner_later(int n, int m, int cube[n][m][n])
{
    await async_yield();
    return cube[n - 1][m - 1][0];
}

static async int call(int n, int m, int cube[n][m][n], int (*at)(int n, int m, int cube[n][m][n]),
                      int (*row)(int, int, int rows[][m]))
{
    await async_yield();
    int (*const kept)(int, int, int cube[n][m][n]) = at;
    await async_yield();
    return at(n, m, cube) + kept(await id(1), 2, cube) + (row ? row(n, m, *cube) : 0) +
           (int)sizeof cube[0] / 2;
}

static async int call_later(int n, int m, int cube[n][m][n],
                            async int (*at)(int n, int m, int cube[n][m][n]))
{
    async int (*kept)(int n, int m, int cube[n][m][n]) = at;
    await async_yield();
    return await at(n, m, cube) * await kept(n, m, cube);
}

async int main(void)
{
    int cube[2][3][2] = {{{1, 2}, {3, 4}, {5, 6}}, {{1, 2}, {3, 4}, {9, 10}}};
    await selected(3);
    await macros(NULL);
    await aligned_to();
    printf("%d", await call(2, 3, cube, corner, NULL));
    printf(" %d\n", await call_later(2, 3, cube, corner_later));
}
