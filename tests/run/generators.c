// Generators: next, send, throw, close, return values, delegation, loops over them.
// no-erase
// expect: 0 1 2
// expect: 0 1 4 9
// expect: sent 0 5 6
// expect: thrown 3 closed
// expect: from 1 2 3 value 60
// expect: each a b c
// expect: closing closed
// expect: error 22
// expect: tree 1 2 3 4 5
// expect: async 10 20 30
// expect: plain 6
#include <async.h>
#include <errno.h>
#include <stdio.h>

static generator(int) count(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}
struct pair {
    long a, b;
};
static generator(struct pair) squares(struct pair from)
{
    for (; from.a < from.b; from.a++)
        yield (struct pair){from.a, from.a * from.a};
}
static generator(int) adder(void)
{
    int total = 0;
    for (;;) {
        yield total;
        if (was_sent())
            total += received(int);
    }
}
static generator(int) catcher(void)
{
    defer printf("closed\n");
    for (int i = 0;; i++) {
        try {
            yield i;
        } catch (e) {
            if (e != 3)
                throw;
            printf("thrown %d ", e);
        }
    }
}
static generator(int) inner(int n)
{
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        yield i;
        sum += i * 10;
    }
    gen_return(sum);
}
static generator(int) outer(int n)
{
    int v = yield_from(int, inner(n));
    printf(" value %d", v);
}
static generator(const char *) letters(void)
{
    static const char *const all[] = {"a", "b", "c", "d"};
    for (int i = 0; i < 4; i++)
        yield all[i];
}
static generator(int) fails(void)
{
    yield 1;
    throw EINVAL;
}
struct node {
    struct node *left, *right;
    int value;
};
static generator(int) walk(struct node *n)
{
    if (!n)
        return;
    yield_from(void, walk(n->left));
    yield n->value;
    yield_from(void, walk(n->right));
}
static async generator(int) ticks(int n)
{
    for (int i = 1; i <= n; i++) {
        await async_sleep(0.001);
        yield i * 10;
    }
}
static int plain_sum(int n)
{
    int sum = 0;
    gen_each (int v, count(n))
        sum += v;
    return sum;
}

async int main(void)
{
    generator(int) g = count(3);
    const char *sep = "";
    while (gen_next(g)) {
        printf("%s%d", sep, *g);
        sep = " ";
        await async_yield();
    }
    gen_free(g);
    puts("");
    sep = "";
    gen_each (struct pair p, squares((struct pair){0, 4})) {
        await async_yield();
        printf("%s%ld", sep, p.b);
        sep = " ";
    }
    puts("");
    generator(int) a = adder();
    gen_next(a);
    printf("sent %d", *a);
    gen_send(a, 5);
    printf(" %d", *a);
    gen_send(a, 1L);
    printf(" %d\n", *a);
    gen_free(a);
    generator(int) c = catcher();
    gen_next(c);
    gen_throw(c, 3);
    gen_close(c);
    gen_free(c);
    printf("from");
    gen_each (int v, outer(3))
        printf(" %d", v);
    puts("");
    printf("each");
    gen_each (const char *l, letters()) {
        if (*l == 'd')
            break;
        printf(" %s", l);
    }
    puts("");
    generator(int) d = catcher();
    gen_next(d);
    printf("closing ");
    gen_free(d);
    try {
        gen_each (int v, fails())
            await async_yield(), (void)v;
    } catch (e) {
        printf("error %d\n", e);
    }
    struct node n1 = {0, 0, 1}, n3 = {0, 0, 3}, n2 = {&n1, &n3, 2}, n5 = {0, 0, 5}, n4 = {&n2, &n5, 4};
    printf("tree");
    gen_each (int v, walk(&n4))
        printf(" %d", v);
    puts("");
    printf("async");
    generator(int) t = ticks(3);
    while (await gen_anext(t))
        printf(" %d", *t);
    await gen_aclose(t);
    gen_free(t);
    puts("");
    printf("plain %d\n", plain_sum(4));
    return 0;
}
