// An element of a vector is a place, wherever the vector stands.
// no-tcc
// expect: 1 5 9 1
// expect: 2 6 10 10
// expect: 3 21 33 7
// expect: 5 9 12 4
// expect: 4 7 9
// expect: 10 11
#include <async.h>
#include <stdio.h>

typedef unsigned vector __attribute__((vector_size(16)));

struct several {
    vector a[2], b;
};

static async unsigned late(unsigned x)
{
    await async_yield();
    return x;
}

static async struct several get(unsigned x)
{
    await async_yield();
    return (struct several){.b = {x, x + 1, x + 2, x + 3}};
}

async int main(void)
{
    struct several s = {{{1, 2, 3, 4}, {5, 6, 7, 8}}, {9, 10, 11, 12}};
    vector v = {1, 2, 3, 4}, *p = &v;
    unsigned i = 1, j = 2;
    s.a[i][j] *= await late(3);
    s.b[j] *= await late(3);
    v[i] *= await late(5);
    (*p)[j] = await late(7);
    s.a[await late(0)][await late(3)] += await late(1);
    (s.a[i])[3]++, await late(1);
    for (int k = 0; k < 4; k++)
        printf("%u %u %u %u\n", s.a[0][k], s.a[1][k], s.b[k], v[k]);

    unsigned sum = (await get(2)).b[j] + await late(0);
    printf("%u %u %u\n", sum, (await get(await late(6))).b[i], s.b[0] + await late(0));
    unsigned last = v[j] + await late(3), old = s.b[i] + await late(1);
    printf("%u %u\n", last, old);
}
