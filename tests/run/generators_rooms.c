// Generators that do not escape need no heap, and behave as those that do.
// no-erase
// expect: bare 4950
// expect: bare nested 00 01 02 10 11 12
// expect: bare twice 0 0 1 1 2 2
// expect: bare left at 3, goto 2, continue 0 2 4, return 5
// expect: defers 0 1 d | 0 d 0 1 2 d
// expect: chain 0 1 0 0 1 1 7
// expect: variable 0 1 2 done 1
// expect: sent 0 5 6 value 11
// expect: closed d 0
// expect: for 0 1 2
// expect: fails 0 1 error 5
// expect: structs 1,2 2,3 3,4
// expect: strings ab cd
// expect: large 4096 4096
// expect: address 0 1 2
// expect: arguments 4 5
// expect: known later 0 1 2
// expect: allocations 1
// expect: waits 0 1 2 3
// expect: yields in between 0 100 1 101 2 102 d
// expect:  dcaught 7
// expect: cancelled d c
// expect: async 0 1 2 d
// expect: async left 0 d
// expect: async thrown 0 d 9
// expect: async catches 0 k 9
// expect: macros 0 1 2 0 1 2
// expect: tasks 3
// expect: tree 1 2 1 3 1 2 1
// expect: kept 0 1 2 3 4 5 d
// expect: copied 0 1
// expect: pointed at 0
// expect: assigned 0 1 0 1 2
// expect: incomplete 3
// expect: in its value 7 9
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned allocations;

static void *count_allocation(void *block, size_t size)
{
    allocations += size != 0;
    if (size)
        return realloc(block, size);
    free(block);
    return NULL;
}

static generator(int) later(int n);

static void known_later(void)
{
    printf("known later");
    gen_each (int x, later(3))
        printf(" %d", x);
    printf("\n");
}

static generator(int) count(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}

static generator(int) twice(int n)
{
    gen_each (int x, count(n)) {
        yield x;
        yield x;
    }
}

static generator(int) careful(int n)
{
    defer printf(" d");
    for (int i = 0; i < n; i++)
        yield i;
}

static generator(int) chain(int n)
{
    yield_from(void, count(n));
    yield_from(void, twice(n));
    yield 7;
}

static int leave(int how)
{
    gen_each (int x, count(10)) {
        if (how == 0 && x == 3) {
            printf("bare left at %d", x);
            break;
        }
        if (how == 1 && x == 2) {
            printf(", goto %d", x);
            goto out;
        }
        if (how == 2) {
            if (x & 1)
                continue;
            if (x > 4)
                break;
            printf("%s %d", x ? "" : ", continue", x);
        }
        if (how == 3 && x == 5)
            return x;
    }
out:
    return 0;
}

static generator(int) adds(int first)
{
    int sum = first;
    for (;;) {
        yield sum;
        if (!was_sent())
            break;
        sum += received(int);
    }
    gen_return(sum);
}

static generator(int) fails(void)
{
    yield 0;
    yield 1;
    throw EIO;
}

struct pair {
    int a, b;
};

static generator(struct pair) pairs(struct pair first, int n)
{
    for (int i = 0; i < n; i++) {
        yield first;
        first.a++;
        first.b++;
    }
}

static generator(const char *) strings(const char *a, const char *b)
{
    yield a;
    yield b;
}

static generator(int) large(void)
{
    char room[4096];
    memset(room, 1, sizeof room);
    yield (int)sizeof room;
    int sum = 0;
    for (size_t i = 0; i < sizeof room; i++)
        sum += room[i];
    yield sum;
}

static generator(int) through(int n)
{
    int i = 0, *p = &i;
    for (; i < n; ++*p)
        yield *p;
}

static generator(int) from(int n, int last)
{
    while (n <= last)
        yield n++;
}

static generator(int) later(int n)
{
    for (int i = 0; i < n; i++)
        yield i;
}

static void ordinary(void)
{
    int sum = 0;
    gen_each (int x, count(100))
        sum += x;
    printf("bare %d\nbare nested", sum);
    gen_each (int x, count(2))
        gen_each (int y, count(3))
            printf(" %d%d", x, y);
    printf("\nbare twice");
    gen_each (const int x, twice(3))
        printf(" %d", x);
    printf("\n");
    leave(0);
    leave(1);
    leave(2);
    printf(", return %d\n", leave(3));
    printf("defers");
    gen_each (int x, careful(5)) {
        printf(" %d", x);
        if (x == 1)
            break;
    }
    printf(" |");
    int again = 0;
again:
    gen_each (int x, careful(3)) {
        printf(" %d", x);
        if (!again++)
            goto again;
    }
    printf("\nchain");
    gen_each (int x, chain(2))
        printf(" %d", x);
    printf("\n");
}

static void variables(void)
{
    generator(int) g = count(3);
    printf("variable");
    while (g && gen_next(g))
        printf(" %d", *g);
    printf(" done %d\n", gen_done(g));
    gen_free(g);

    generator(int) a = adds(0);
    gen_next(a);
    printf("sent %d", *a);
    gen_send(a, 5);
    printf(" %d", *a);
    gen_send(a, 6);
    gen_next(a);
    printf(" 6 value %d\n", gen_value(int, a));
    gen_free(a);

    generator(int) c = careful(9);
    gen_next(c);
    printf("closed");
    printf(" %d\n", gen_close(c));
    gen_free(c);

    printf("for");
    for (generator(int) f = count(3); gen_next(f) || (gen_free(f), 0);)
        printf(" %d", *f);
    generator(int) e = fails();
    printf("\nfails");
    while (gen_next(e))
        printf(" %d", *e);
    printf(" error %d\nstructs", gen_error(e));
    gen_free(e);

    gen_each (struct pair p, pairs((struct pair){1, 2}, 2))
        printf(" %d,%d", p.a, p.b);
    generator(struct pair) p = pairs((struct pair){3, 4}, 1);
    if (gen_next(p))
        printf(" %d,%d", p->a, (*p).b);
    gen_free(p);
    printf("\nstrings");
    gen_each (const char *s, strings("ab", "cd"))
        printf(" %s", s);
    printf("\nlarge");
    gen_each (int size, large())
        printf(" %d", size);
    printf("\naddress");
    gen_each (int x, through(3))
        printf(" %d", x);
    int n = 3;
    printf("\narguments");
    gen_each (int x, from((n++, n), 5))
        printf(" %d", x);
    printf("\n");
}


static async int wait_for(int x)
{
    await async_sleep(0);
    return x;
}

static async void waits(void)
{
    printf("waits");
    gen_each (int x, count(await wait_for(4))) {
        await async_sleep(0);
        printf(" %d", x);
    }
    printf("\n");
}

static generator(int) yields_in_between(int n)
{
    gen_each (int x, careful(n)) {
        yield x;
        gen_each (int y, count(101))
            if (y == 100)
                yield x + y;
    }
}

static async void throws(void)
{
    try {
        gen_each (int x, careful(3)) {
            await async_sleep(0);
            if (x == 1)
                throw 7;
        }
    } catch (e) {
        printf("caught %d\n", e);
    }
}

static async void is_cancelled(void)
{
    defer printf(" c\n");
    gen_each (int x, careful(3))
        await async_sleep(1 + x);
}

static async generator(int) slow(int n)
{
    defer {
        await async_sleep(0);
        printf(" d");
    }
    for (int i = 0; i < n; i++) {
        await async_sleep(0);
        yield i;
    }
}

static async generator(int) catching(void)
{
    try {
        yield 0;
    } catch (e) {
        printf(" k");
        throw e;
    }
}

static async void asynchronous(void)
{
    printf("async");
    await_each (int x, slow(3))
        printf(" %d", x);
    printf("\nasync left");
    await_each (int x, slow(3)) {
        printf(" %d", x);
        break;
    }
    printf("\nasync thrown");
    try {
        await_each (int x, slow(3)) {
            printf(" %d", x);
            throw 9;
        }
    } catch (e) {
        printf(" %d", e);
    }
    printf("\nasync catches");
    try {
        await_each (int x, catching()) {
            printf(" %d", x);
            throw 9;
        }
    } catch (e) {
        printf(" %d", e);
    }
    printf("\n");
}

#define EACH(x, call) gen_each (int x, call)
#define THREE         3

static async void macros(void)
{
    printf("macros");
    EACH (x, count(THREE))
        printf(" %d", x);
    gen_each (int x, count(THREE))
        printf(" %d", x);
    printf("\n");
}

static async int task(void)
{
    int sum = 0;
    gen_each (int x, count(3)) {
        await async_sleep(0);
        sum += x;
    }
    return sum;
}

static generator(int) tree(int depth)
{
    if (!depth)
        return;
    yield_from(void, tree(depth - 1));
    yield depth;
    gen_each (int x, tree(depth - 1))
        yield x;
}

/* Over two awaits in the life of one variable. */
static async void kept(void)
{
    generator(int) g = careful(6);
    defer gen_free(g);
    printf("kept");
    while (gen_next(g)) {
        await async_sleep(0);
        printf(" %d", *g);
        if (*g == 5)
            break;
    }
    gen_next(g);
}

/* What gets out stays on the heap. */
static generator(int) hands_on(void)
{
    generator(int) g = count(2);
    generator(int) copy = g;
    return copy;
}

static int *points_at(generator(int) *where)
{
    generator(int) g = count(2);
    *where = g;
    gen_next(g);
    return (int *)(void *)&*g;
}

struct whole;
static generator(struct whole) wholes(int n);

static int count_wholes(void)
{
    int many = 0;
    generator(struct whole) g = wholes(3);
    while (gen_next(g))
        many++;
    gen_free(g);
    return many;
}

struct whole {
    int items[3];
};

static generator(struct whole) wholes(int n)
{
    for (int i = 0; i < n; i++)
        yield (struct whole){{i}};
    gen_return((struct whole){{7}});
}

static generator(int) nines(void)
{
    yield 0;
    gen_return(9);
}

/* Both point into a generator, which has to be there still. */
static void points_into(generator(struct whole) *whole, generator(int) *nine, int **a, int **b)
{
    generator(struct whole) g = wholes(1);
    generator(int) h = nines();
    *whole = g;
    *nine = h;
    while (gen_next(g))
        continue;
    while (gen_next(h))
        continue;
    *a = gen_value(struct whole, g).items;
    *b = &gen_value(int, h);
}

static void into(void)
{
    generator(struct whole) g;
    generator(int) h;
    int *a, *b;
    points_into(&g, &h, &a, &b);
    printf("in its value %d %d\n", *a, *b);
    gen_free(g);
    gen_free(h);
}

static void escapes(void)
{
    generator(int) g = hands_on();
    printf("copied");
    while (gen_next(g))
        printf(" %d", *g);
    gen_free(g);
    int *value = points_at(&g);
    printf("\npointed at %d\nassigned", *value);
    gen_free(g);
    generator(int) h = count(2);
    while (gen_next(h))
        printf(" %d", *h);
    gen_free(h);
    h = count(3);
    while (gen_next(h))
        printf(" %d", *h);
    gen_free(h);
    printf("\n");
}

async int main(void)
{
    async_set_allocator(count_allocation);
    unsigned before = allocations;
    ordinary();
    variables();
    known_later();
    unsigned made = allocations - before;
    printf("allocations %u\n", made); /* the record of the error */
    await waits();
    printf("yields in between");
    gen_each (int x, yields_in_between(3))
        printf(" %d", x);
    printf("\n");
    await throws();
    future(void) cancelled = spawn(is_cancelled());
    await async_sleep(0);
    printf("cancelled");
    future_cancel(cancelled);
    try {
        await cancelled;
    } catch (e) {
        if (e != ECANCELED)
            throw e;
    }
    await asynchronous();
    await macros();
    future(int) sum = spawn(task());
    printf("tasks %d\ntree", *await sum);
    gen_each (int x, tree(3))
        printf(" %d", x);
    printf("\n");
    await kept();
    printf("\n");
    escapes();
    printf("incomplete %d\n", count_wholes());
    into();
    async_set_allocator(NULL);
    return 0;
}
