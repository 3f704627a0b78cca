// Generators of all kinds of values, recursive, nested and sent to, and how they end.
// no-erase
// flags: -Wno-shadow
// no-tcc
// expect: 1 2 3 4 5 6 -1,-2,-3,-4,-5,-6,7,
// expect: -5 62
// expect: <0><1><2> 7 12 19 30 49 84 151 274 533 1 1 2 3 100 2 3 100 7 100 5 95 1221 9
// expect: 36 0 1036
// expect: 1 2 in5 ~t7 70 v140 e0
// expect: in5 ~t8 1 30 100
// expect: in5 ~t4 err 4
// expect: 10 20 10
// expect: in5 ~t6 in5 ~t6 ~t2 770
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static async int leaf(int x)
{
    if (x & 1)
        await async_yield();
    return x;
}
/* generators: recursion, pointers, big values, kept everything */
struct node {
    struct node *l, *r;
    int v;
};
static generator(int) walk(struct node *t)
{
    if (!t)
        return;
    defer t->v = -t->v;
    yield_from(void, walk(t->l));
    yield t->v;
    yield_from(void, walk(t->r));
}
static generator(int) even(int n);
static generator(int) odd(int n)
{
    if (n) {
        yield n;
        yield_from(void, even(n - 1));
    }
}
static generator(int) even(int n)
{
    if (n) {
        yield - n;
        yield_from(void, odd(n - 1));
    }
}
static generator(int) vla(int n)
{
    for (int i = 1; i <= n; i++) {
        int a[i][i];
        memset(a, 0, sizeof a);
        a[i - 1][i - 1] = i;
        yield(int) sizeof a;
        int(*p)[i] = a;
        yield p[i - 1][i - 1];
    }
}
static generator(const char *) fmt(int n)
{
    char buf[20];
    for (int i = 0; i < n; i++) {
        snprintf(buf, sizeof buf, "<%d>", i);
        yield buf;
    }
}
static generator(long double) many(void)
{
    long double x = 1;
    __int128 w = 1;
    _Bool b = 1;
    volatile short s = 1;
    _Atomic char c = 1;
    struct {
        unsigned u : 3;
    } f = {1};
    enum { A, B } e = B;
    for (;;) {
        yield x + (long double)w + b + s + c + f.u + e;
        x *= 2;
        w <<= 1;
        s++;
        c++;
        f.u++;
    }
}
static generator(int) sw(int n)
{
    switch (n) {
    case 0:
        yield 1;
    case 1:
        while (n++ < 3) {
        case 7:
            yield n;
        }
        break;
    default:
        try {
            yield 5;
            throw n;
        } catch (e) {
            yield e;
            if (e > 90)
                goto end;
        }
    }
    yield 100;
end:;
}
static generator(int) dispatch(const char *s)
{
    static void *t[] = {&&a, &&b, &&z};
next:
    goto *t[*s == 'a' ? 0 : *s == 'b' ? 1 : 2];
a:
    yield 1;
    s++;
    goto next;
b:
    yield 2;
    s++;
    goto next;
z:
    gen_return(9);
}
static generator(int) coro(int n)
{
    int acc = 0;
    for (;;) {
        yield acc;
        if (!was_sent()) {
            acc += 1;
            continue;
        }
        double d = received(double);
        acc += (int)(d * n);
        if (acc > 100)
            gen_return(acc);
    }
}
static generator(int) thrower(int n)
{
    defer printf("~t%d ", n);
    yield 1;
    defer
    {
        try {
            throw 5;
        } catch (e) {
            printf("in%d ", e);
        }
    }
    yield 2;
    throw n;
}
static generator(int) outer(int n)
{
    int r = 0;
    try {
        r = yield_from(int, thrower(n));
    } catch (e) {
        yield e * 10;
        r = yield_from(int, coro(e));
    }
    gen_return(r);
}
static generator(int) filter(generator(int) in, int (*keep)(int))
{
    defer gen_free(in);
    while (gen_next(in))
        if (keep(*in))
            yield *in;
}
static int is_odd(int x)
{
    return x & 1;
}
static generator(int) count(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}
static int total(generator(int) g)
{
    int s = 0;
    gen_each (int x, g) {
        if (x > 1000)
            return -1;
        s += x;
    }
    return s;
}
static int plain(void)
{
    struct node n[7] = {{0}};
    for (int i = 0; i < 7; i++)
        n[i].v = i + 1;
    n[3].l = &n[1];
    n[3].r = &n[5];
    n[1].l = &n[0];
    n[1].r = &n[2];
    n[5].l = &n[4];
    n[5].r = &n[6];
    gen_each (int x, walk(&n[3])) {
        printf("%d ", x);
        if (x == 6)
            break;
    }
    for (int i = 0; i < 7; i++)
        printf("%d,", n[i].v);
    printf("\n%d %d\n", total(even(9)), total(vla(3)));
    gen_each (const char *s, fmt(3))
        printf("%s", s);
    int k = 0;
    gen_each (long double x, many()) {
        printf(" %.0Lf", x);
        if (++k == 9)
            break;
    }
    for (int i = 0; i < 8; i += 1 + (i == 1) * 5)
        gen_each (int x, sw(i))
            printf(" %d", x);
    gen_each (int x, sw(95))
        printf(" %d", x);
    generator(int) d = dispatch("abba");
    int c = 0;
    while (gen_next(d))
        c = c * 10 + *d;
    printf(" %d %d\n", c, gen_value(int, d));
    gen_free(d);
    generator(int) o = coro(10);
    gen_next(o);
    gen_send(o, 1.5);
    gen_next(o);
    gen_send(o, (char)2);
    printf("%d ", *o);
    printf("%d ", gen_send(o, 100ull));
    printf("%ld\n", gen_value(long, o));
    gen_free(o);
    generator(int) u = outer(7);
    while (gen_next(u)) {
        printf("%d ", *u);
        if (*u == 70) {
            gen_next(u);
            gen_send(u, 20);
            break;
        }
    }
    printf("v%d e%d\n", gen_value(int, u), gen_error(u));
    gen_free(u);
    generator(int) w = outer(8);
    gen_next(w);
    gen_next(w);
    printf("%d ", gen_throw(w, 3));
    printf("%d ", *w);
    gen_close(w);
    gen_free(w);
    printf("%d\n", total(filter(filter(count(20), is_odd), is_odd)));
    generator(int) z = thrower(4);
    while (gen_next(z))
        ;
    printf("err %d\n", gen_error(z));
    gen_free(z);
    gen_each (int x, count(3))
        gen_each (int y, count(x)) {
            if (y)
                goto done;
            printf("%d%d ", x, y);
        }
done:
    return total(count(5));
}
static async int in_async(void)
{
    int s = 0;
    try {
        gen_each (int x, thrower(6)) {
            defer s += 100;
            s += x;
            await leaf(x);
        }
    } catch (e) {
        s += e;
    }
    try {
        gen_each (int x, thrower(6)) {
            await leaf(1);
            if (x == 2)
                throw 50;
        }
    } catch (e) {
        s += e;
    }
    future(int) t = spawn(leaf(3));
    gen_each (int x, filter(count(6), is_odd))
        s += x * *await t;
    generator(int) g = outer(2);
    defer gen_free(g);
    s += gen_next(g) ? *g : 0;
    try {
        gen_throw(g, 40);
        s += *g;
        gen_throw(g, 41);
    } catch (e) {
        s += e;
    }
    try {
        gen_throw(g, 42);
    } catch (e) {
        s += e;
    }
    return s;
}
async int main(void)
{
    printf("%d\n", plain());
    printf("%d\n", await in_async());
}
