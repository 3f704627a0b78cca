// Block-scope types that macros make, name and use; in functions that macros make; of variable arrays.
// flags: -Wno-shadow
// no-tcc
// expect: 3 6
// expect: 152
// expect: 8
// expect: 6
// expect: 3
// expect: 6 7
// expect: 19
#include <async.h>
#include <stdio.h>
#include <stddef.h>
static async int late(int x) { await async_yield(); return x; }
#define DEFINE(name, n) static async int name(void) { \
    struct node { int a; } x = {await late(n)}, *p = &x; \
    enum { A = n } e = A, *pe = &e; \
    await async_yield(); \
    return p->a + (int)*pe + A; }
DEFINE(first, 1)
DEFINE(second, 2)
#define SWAP(T, x, y) do { T tmp = x; x = y; y = tmp; } while (0)
#define LIST(T) struct list_##T { T value; struct list_##T *next; }
#define TYPE node
#define ENTRY(p, T, m) ((T *)((char *)(p) - offsetof(T, m)))
#define EACH(T, v, list) for (T *v = list; v; v = v->next)
static async int generic_lists(void)
{
    typedef const char *str;
    LIST(int) a = {1, NULL}, b = {await late(2), &a};
    LIST(str) s = {"x", NULL}, *ps = &s;
    struct list_int *p = &b;
    int sum = 0;
    await async_yield();
    EACH(struct list_int, it, p) {
        sum += it->value;
        await async_yield();
    }
    SWAP(struct list_int, a, b);
    return sum * 10 + a.value + ps->value[0];
}
static async int containers(void)
{
    struct TYPE { int x; struct link { struct link *n; } link; } n = {await late(4), {NULL}};
    struct link *l = &n.link;
    await async_yield();
    return ENTRY(l, struct TYPE, link)->x + ENTRY(l, struct node, link)->x;
}
static async int vla(int n)
{
    struct cell { int v; } cells[n], *pc = cells;
    typedef struct cell row[n];
    row r, *pr = &r;
    for (int i = 0; i < n; i++) { cells[i].v = await late(i); r[i] = cells[i]; }
    await async_yield();
    return pc[n - 1].v + (*pr)[1].v + (int)(sizeof(row) / sizeof(struct cell));
}
static async int defined(void)
{
#define M 3
#define FIELD(t, n) t n[M];
    struct s { FIELD(int, q) } s = {{1, 2, await late(3)}}, *p = &s;
#undef FIELD
#undef M
    await async_yield();
    return p->q[2];
}
static async int conditional(int x)
{
    struct s {
#if 1
        int a;
#else
        char a;
#endif
    } s = {x},
#ifdef NOTHING
    t = {1},
#endif
    *p = &s;
    await async_yield();
    return p->a;
}
static async int deep(int x)
{
    int r = ({
        typedef struct { int v; } T;
        T t = {await late(x)}, *p = &t;
        await async_yield();
        ({ struct T { T t; } u = {*p}, *q = &u; await async_yield(); q->t.v; });
    });
    return r;
}
static async int order_of(int x)
{
    struct pt { int a, b; };
    struct pt (*f)(struct pt) = NULL;
    struct pt all[2] = {[0] = {await late(x), 2}, [1] = {.b = await late(5)}};
    struct pt sum = (struct pt){all[0].a + await late(1), all[1].b};
    return sum.a + sum.b + (f != NULL) + (await late(0) ? all[0] : all[1]).b;
}
async int main(void)
{
    printf("%d %d\n", await first(), await second());
    printf("%d\n", await generic_lists());
    printf("%d\n", await containers());
    printf("%d\n", await vla(3));
    printf("%d\n", await defined());
    printf("%d %d\n", await conditional(6), await deep(7));
    printf("%d\n", await order_of(8));
    return 0;
}
