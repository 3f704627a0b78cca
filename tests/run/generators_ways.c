// Generators: everything kept over a yield, every way out, every consumer.
// no-erase
// expect: types -1 200 -3 60000 5 7000000000 1.5 2.5 x 1 2 3
// expect: vla 0 1 4 9 freed
// expect: cleanup 1 c2 c1
// expect: break b0 b1 d after
// expect: continue 0 2 4 d after
// expect: return 2 d 2
// expect: goto 1 d out
// expect: throw 1 d caught 7
// expect: nested 00 01 10 11
// expect: members 0 1 0 2 1 2
// expect: sum 499999500000
// expect: deep 2000 steps
// expect: fibonacci 0 1 1 2 3 5 8 13 21 34
// expect: switch a b c
// expect: duff 5 4 3 2 1 0
// expect: goto loop 0 1 2
// expect: defer in loop 0 d0 1 d1 2 d2 end
// expect: empty 0
// expect: immediate value 12
// expect: value double 2.5 as int 2
// expect: struct value 4 5
// expect: sent sum 1 3 6
// expect: thrown before start 9 done 1
// expect: thrown after end 8
// expect: close twice 0 0
// expect: yields in close 71
// expect: error 5 again 5
// expect: null 0 12
// expect: each over each 1 2 3 | 1 2 3
// expect: from: send 3 throw 4 caught inner value 40
// expect:  outerfrom closes inner outer
// expect: from plain array 1 2 3
// expect: yield in catch 1 2 3
// expect: return runs defer d
// expect: void 3
// expect: const 5 6
// expect: pointer 7 8
// expect: static 1 2 3
// expect: alive at the same time 0 0 1 1 2 2
// expect: address 3
// expect: conditional yes no yes
// expect: expression 3 6
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct point {
    int x, y;
};
static generator(int) types(signed char a, unsigned char b, short c, unsigned short d)
{
    int e = 5;
    long f = 7000000000;
    float g = 1.5f;
    double h = 2.5;
    const char *s = "x";
    struct point p = {1, 2};
    const int k = 3;
    yield 0;
    printf("types %d %d %d %d %d %ld %g %g %s %d %d %d\n", a, b, c, d, e, f, g, h, s, p.x, p.y, k);
}
static generator(int) vla(int n)
{
    int a[n];
    for (int i = 0; i < n; i++) {
        a[i] = i * i;
        yield i;
    }
    for (int i = 0; i < n; i++)
        yield a[i];
    defer printf(" freed\n");
}
static void clean(int *p)
{
    printf(" c%d", *p);
}
static generator(int) cleanups(void)
{
    int a __attribute__((cleanup(clean))) = 1;
    int b __attribute__((cleanup(clean))) = 2;
    yield a;
    yield b;
}
static generator(int) upto(int n)
{
    defer printf(" d");
    for (int i = 0; i < n; i++)
        yield i;
}
static generator(int) quiet(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}
static int plain_ways(void)
{
    printf("break");
    gen_each (int v, upto(5)) {
        printf(" b%d", v);
        if (v == 1)
            break;
    }
    printf(" after\ncontinue");
    gen_each (int v, upto(6)) {
        if (v & 1)
            continue;
        printf(" %d", v);
    }
    printf(" after\nreturn");
    gen_each (int v, upto(6)) {
        if (v == 2) {
            printf(" %d", v);
            return v;
        }
    }
    return 0;
}
static async int async_ways(void)
{
    gen_each (int v, upto(6)) {
        await async_yield();
        if (v == 1) {
            printf(" %d", v);
            goto out;
        }
    }
out:
    printf(" out\nthrow");
    try {
        gen_each (int v, upto(6)) {
            await async_yield();
            if (v == 1) {
                printf(" %d", v);
                throw 7;
            }
        }
    } catch (e) {
        printf(" caught %d\n", e);
    }
    return 0;
}
static generator(struct point) grid(int n)
{
    gen_each (int x, quiet(n))
        gen_each (int y, quiet(n))
            yield(struct point){x, y};
}
struct holder {
    generator(int) first;
    generator(int) rest[2];
};
static generator(int) deep(int n)
{
    if (n)
        yield_from(void, deep(n - 1));
    yield n;
}
static generator(unsigned long) fibonacci(void)
{
    unsigned long a = 0, b = 1;
    for (;;) {
        yield a;
        unsigned long c = a + b;
        a = b, b = c;
    }
}
static generator(char) switched(void)
{
    for (int i = 0; i < 3; i++)
        switch (i) {
        case 0:
            yield 'a';
            break;
        case 1: {
            char c = 'b';
            yield c;
            break;
        }
        default:
            yield 'c';
        }
}
static generator(int) duff(int n)
{
    switch (n % 3) {
    case 2:
        do {
            yield n--;
            /* fall through */
        case 1:
            yield n--;
            /* fall through */
        case 0:
            yield n--;
        } while (n >= 0);
    }
}
static generator(int) gotos(int n)
{
    int i = 0;
again:
    if (i == n)
        goto end;
    yield i++;
    goto again;
end:;
}
static generator(int) defers(int n)
{
    for (int i = 0; i < n; i++) {
        defer printf(" d%d", i);
        yield i;
    }
    printf(" end\n");
}
static generator(int) empty(int n)
{
    if (n)
        yield n;
}
static generator(int) immediate(void)
{
    gen_return(12);
}
static generator(int) valued(int which)
{
    yield 1;
    if (which)
        gen_return(2.5);
    gen_return((struct point){4, 5});
}
static generator(int) sums(void)
{
    int sum = 0;
    do {
        yield sum;
        sum += received(short);
    } while (was_sent());
}
static generator(int) stubborn(void)
{
    try {
        yield 1;
    } catch (e) {
        yield 2;
    }
}
static generator(int) failing(void)
{
    yield 1;
    throw 5;
}
static generator(int) inner(void)
{
    int total = 0;
    defer printf(" inner");
    for (;;) {
        try {
            yield total;
            if (was_sent())
                total += received(int);
        } catch (e) {
            if (e != 4)
                throw;
            printf(" caught");
            gen_return(total * 10);
        }
    }
}
static generator(int) outer(void)
{
    defer printf(" outer");
    int v = yield_from(int, inner());
    yield v + 10;
}
static generator(int) of_array(int n, const int a[])
{
    for (int i = 0; i < n; i++)
        yield a[i];
}
static generator(int) over(generator(int) g)
{
    yield_from(void, g);
}
static generator(int) in_catch(void)
{
    try {
        yield 1;
        throw 2;
    } catch (e) {
        yield e;
        yield e + 1;
    }
}
static generator(int) returning(void)
{
    defer printf(" d");
    yield 1;
    return;
}
static generator(void) nothing(int n)
{
    while (n--)
        yield;
}
static generator(const int) constant(void)
{
    yield 5;
    yield 6;
}
static generator(int *) pointers(int *a)
{
    yield a;
    yield a + 1;
}
static generator(int) counter(void)
{
    static int n;
    for (;;)
        yield++ n;
}
static generator(int) addressed(void)
{
    int v = 0;
    int *p = &v;
    while (*p < 3) {
        ++*p;
        yield v;
    }
}
static generator(const char *) conditional(int n)
{
    for (int i = 0; i < n; i++)
        yield i & 1 ? "no" : "yes";
}
static int twice(int x)
{
    return x * 2;
}
static generator(int) expressions(int x)
{
    yield x;
    yield({
        int y = twice(x);
        y;
    });
}

int main(void)
{
    gen_each (int v, types(-1, 200, -3, 60000))
        (void)v;
    printf("vla");
    int n = 0;
    gen_each (int v, vla(4))
        if (n++ >= 4)
            printf(" %d", v);
    printf("cleanup");
    gen_each (int v, cleanups()) {
        printf(" %d", v);
        break;
    }
    puts("");
    int r = plain_ways();
    printf(" %d\n", r);
    printf("goto");
    async_run(async_ways());
    printf("nested");
    gen_each (struct point p, grid(2))
        printf(" %d%d", p.x, p.y);
    printf("\nmembers");
    struct holder h = {quiet(3), {quiet(3), quiet(3)}};
    gen_next(h.first), gen_next(h.rest[1]);
    printf(" %d", *h.first);
    gen_next(h.first);
    printf(" %d %d", *h.first, *h.rest[1]);
    gen_next(h.first), gen_next(h.rest[1]);
    printf(" %d %d", *h.first, *h.rest[1]);
    gen_next(h.rest[1]);
    printf(" %d\n", *h.rest[1]);
    gen_free(h.first), gen_free(h.rest[0]), gen_free(h.rest[1]);
    long sum = 0;
    gen_each (int v, quiet(1000000))
        sum += v;
    printf("sum %ld\n", sum);
    n = 0;
    gen_each (int v, deep(1999))
        n += v == n;
    printf("deep %d steps\n", n);
    printf("fibonacci");
    n = 0;
    gen_each (unsigned long v, fibonacci()) {
        printf(" %lu", v);
        if (++n == 10)
            break;
    }
    printf("\nswitch");
    gen_each (char c, switched())
        printf(" %c", c);
    printf("\nduff");
    gen_each (int v, duff(5))
        printf(" %d", v);
    printf("\ngoto loop");
    gen_each (int v, gotos(3))
        printf(" %d", v);
    printf("\ndefer in loop");
    gen_each (int v, defers(3))
        printf(" %d", v);
    n = 0;
    gen_each (int v, empty(0))
        n += v + 1;
    printf("empty %d\n", n);
    generator(int) g = immediate();
    gen_next(g);
    printf("immediate value %d\n", gen_value(int, g));
    gen_free(g);
    g = valued(1);
    while (gen_next(g))
        ;
    printf("value double %g as int %d\n", gen_value(double, g), gen_value(int, g));
    gen_free(g);
    g = valued(0);
    while (gen_next(g))
        ;
    struct point p = gen_value(struct point, g);
    printf("struct value %d %d\n", p.x, p.y);
    gen_free(g);
    printf("sent sum");
    g = sums();
    gen_next(g);
    for (int i = 1; i <= 3; i++) {
        gen_send(g, i);
        printf(" %d", *g);
    }
    gen_free(g);
    g = quiet(3);
    r = gen_throw(g, 9);
    printf("\nthrown before start %d done %d\n", gen_error(g), gen_done(g) && !r && !gen_next(g));
    gen_free(g);
    g = quiet(0);
    gen_next(g);
    r = gen_throw(g, 8);
    printf("thrown after end %d\n", gen_error(g));
    gen_free(g);
    g = quiet(3);
    gen_next(g);
    r = gen_close(g);
    printf("close twice %d", r);
    printf(" %d\n", gen_close(g));
    gen_free(g);
    g = stubborn();
    gen_next(g);
    printf("yields in close %d\n", gen_close(g));
    gen_free(g);
    g = failing();
    while (gen_next(g))
        ;
    printf("error %d", gen_error(g));
    printf(" again %d\n", gen_error(g));
    gen_free(g);
    g = 0;
    printf("null %d %d\n", gen_next(g), gen_error(g));
    gen_free(g);
    printf("each over each");
    for (int i = 0; i < 2; i++) {
        gen_each (int v, over(quiet(3)))
            printf(" %d", v + 1);
        printf(i ? "\n" : " |");
    }
    printf("from:");
    g = outer();
    gen_next(g);
    gen_send(g, 1);
    gen_send(g, 2);
    printf(" send %d throw %d", *g, 4);
    {
        gen_throw(g, 4);
        printf(" value %d\n", *g);
    }
    gen_free(g);
    printf("from closes");
    g = outer();
    gen_next(g);
    gen_close(g);
    gen_free(g);
    puts("");
    printf("from plain array");
    gen_each (int v, over(of_array(3, (int[]){1, 2, 3})))
        printf(" %d", v);
    printf("\nyield in catch");
    gen_each (int v, in_catch())
        printf(" %d", v);
    printf("\nreturn runs defer");
    gen_each (int v, returning())
        (void)v;
    n = 0;
    generator(void) nothings = nothing(3);
    while (gen_next(nothings))
        n++;
    gen_free(nothings);
    printf("\nvoid %d\nconst", n);
    gen_each (int v, constant())
        printf(" %d", v);
    printf("\npointer");
    gen_each (int *q, pointers((int[]){7, 8}))
        printf(" %d", *q);
    printf("\nstatic");
    gen_each (int v, counter()) {
        printf(" %d", v);
        if (v == 3)
            break;
    }
    printf("\nalive at the same time");
    generator(int) g1 = quiet(3), g2 = quiet(3);
    while (gen_next(g1) && gen_next(g2))
        printf(" %d %d", *g1, *g2);
    gen_free(g1), gen_free(g2);
    sum = 0;
    gen_each (int v, addressed())
        sum = v;
    printf("\naddress %ld\nconditional", sum);
    gen_each (const char *s, conditional(3))
        printf(" %s", s);
    printf("\nexpression");
    gen_each (int v, expressions(3))
        printf(" %d", v);
    puts("");
}
