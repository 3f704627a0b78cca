// Block-scope types that macros, directives and attributes have a part in.
// flags: -Wno-shadow
// no-tcc
// expect: body 1 2
// expect: made 3 4
// expect: named 5
// expect: strings node struct node { int a; }
// expect: assert 1
// expect: fields 6 7 8
// expect: conditional 9 4
// expect: defined 3 10
// expect: packed 5 8 5 8
// expect: aligned 32 32
// expect: pragma 5 8
// expect: operands 4 16 3 8 5
// expect: typeof 11 2 8
// expect: func 10
// expect: attributes 12 5 13
// expect: offsets 4 4 4
// expect: varargs 14 15
// expect: atomic 16 17
// expect: enumerators 1 2 3 4 5
// expect: asm 2
// expect: lines 1 1
// expect: nested 18 19 20
#include <assert.h>
#include <async.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define NODE_OF(p) ((struct node *)(p))
#define MAKE(name, type) struct name { type first, second; }
#define NAME called
#define STRING(x) #x
#define TEXT(x) STRING(x)
#define FIELDS(X) X(one) X(two)
#define FIELD(name) int name;
#define PACKED __attribute__((packed))
#define KIND_OF(x) _Generic((x), struct node *: "node", default: "other")
#define GLUE(a, b) a##b
#define LINE_MEMBER GLUE_LATER(member_, __LINE__)
#define GLUE_LATER(a, b) GLUE(a, b)

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void bodies(void)
{
    struct node {
        int a, b;
    } n = {1, await late(2)};
    void *p = &n;
    await async_yield();
    printf("body %d %d\n", NODE_OF(p)->a, NODE_OF(p)->b);
    {
        MAKE(node, short) n = {3, (short)await late(4)};
        void *p = &n;
        await async_yield();
        printf("made %d %d\n", NODE_OF(p)->first, NODE_OF(p)->second);
    }
    struct NAME {
        int v;
    } c = {await late(5)};
    struct called *pc = &c;
    await async_yield();
    printf("named %d\n", pc->v);
}

static async void strings(void)
{
    struct node {
        int a;
    } n = {1}, *p = &n;
    await async_yield();
    printf("strings %s %s\n", KIND_OF(p), TEXT(struct node { int a; }));
    enum { node = 1 };
    assert(p->a == node && sizeof(struct node) == sizeof(int));
    await async_yield();
    printf("assert %d\n", p->a);
}

static async void directives(void)
{
    struct list {
        FIELDS(FIELD)
#define LAST 8
        int last;
    } l = {6, 7, LAST};
    struct list *p = &l;
    await async_yield();
    printf("fields %d %d %d\n", p->one, p->two, l.last);
    struct choice {
#if defined NOBODY_DEFINES_THIS
        char a[100];
#elif 1
        int a;
#else
#error "not this"
#endif
    } choice = {await late(9)};
    struct choice *pc = &choice;
    await async_yield();
    printf("conditional %d %d\n", pc->a, (int)sizeof *pc);
#define COUNT 3
    struct counted {
        int values[COUNT];
    } counted = {{0, 0, await late(10)}}, *at = &counted;
#undef COUNT
#define COUNT 99
    await async_yield();
    printf("defined %d %d\n", (int)(sizeof at->values / sizeof(int)), at->values[2]);
}
#undef COUNT

static async void layouts(void)
{
    struct tight {
        char c;
        int i;
    } PACKED tight = {1, 2};
    struct loose {
        char c;
        int i;
    } loose = {3, 4};
    struct __attribute__((packed)) front {
        char c;
        int i;
    } front = {5, 6};
    struct behind {
        char c;
        int i;
    } __attribute__((aligned(4))) behind = {7, 8};
    void *all[] = {&tight, &loose, &front, &behind};
    await async_yield();
    printf("packed %d %d %d %d\n", (int)sizeof tight, (int)sizeof loose, (int)sizeof front,
           (int)sizeof behind);
    struct wide {
        _Alignas(32) char c;
    } wide = {(char)await late(1)}, *pw = &wide;
    await async_yield();
    printf("aligned %d %d\n", (int)sizeof *pw, (int)_Alignof(struct wide));
    (void)all;
}

static async void pragmas(void)
{
#pragma pack(push, 1)
    struct tight {
        char c;
        int i;
    } tight = {1, 2};
#pragma pack(pop)
    struct loose {
        char c;
        int i;
    } loose = {3, 4};
    struct tight *p = &tight;
    struct loose *q = &loose;
    await async_yield();
    printf("pragma %d %d\n", (int)sizeof *p, (int)sizeof *q);
}

static async void operands(int parameter)
{
    long number = await late(3 + 0 * parameter);
    char letters[16] = "abc";
    enum { FIRST = sizeof(parameter), SECOND = sizeof letters };
    struct taken {
        char a[sizeof(int)];
        char b[sizeof letters];
        int bits : sizeof(number) - 1;
        __typeof__(number) copy;
        __typeof__(letters[0]) *text;
        int made[FIRST + SECOND - sizeof(letters)];
        _Static_assert(sizeof(number) >= 4, "enough");
    } taken = {.bits = 3, .copy = number + await late(5), .text = letters};
    struct taken *p = &taken;
    await async_yield();
    printf("operands %d %d %d %d %d\n", (int)sizeof p->a, (int)sizeof p->b, p->bits, (int)p->copy,
           (int)sizeof p->made / (int)sizeof(int) + 1);
    struct base {
        int v;
    } base = {11};
    typedef __typeof__(base) same;
    struct derived {
        __typeof__(base) base;
        same *pointers[2];
        __typeof__(&base) pointer;
    } derived = {base, {&base, NULL}, &base}, *d = &derived;
    await async_yield();
    printf("typeof %d %d %d\n", d->pointer->v, (int)(sizeof d->pointers / sizeof(same *)),
           (int)sizeof(__typeof__(d->pointer)));
    struct called {
        char name[sizeof __func__];
    } called, *c = &called;
    strcpy(c->name, __func__);
    await async_yield();
    printf("func %d\n", (int)sizeof *c + (int)strlen(c->name) - 7);
}

static async void attributes(void)
{
    enum { packed = 8, aligned = 4 };
    struct node {
        char c;
        int i __attribute__((packed));
    } n = {1, await late(12)}, *p = &n;
    int over __attribute__((aligned(sizeof(struct node) > 4 ? 8 : 4))) = 13, *po = &over;
    _Alignas(struct node) char bytes[sizeof(struct node)];
    await async_yield();
    memcpy(bytes, p, sizeof bytes);
    printf("attributes %d %d %d\n", ((struct node *)bytes)->i, (int)sizeof bytes, *po);
    (void)packed, (void)aligned;
}

static int sum(int count, ...)
{
    struct boxed {
        int v;
    };
    va_list list;
    va_start(list, count);
    int total = 0;
    while (count--)
        total += va_arg(list, struct boxed *)->v;
    va_end(list);
    return total;
}

static async void unseen(void)
{
    struct node {
        int v;
        int node;
    } node = {14, 15}, *p = &node;
    await async_yield();
    printf("offsets %d %d %d\n", (int)offsetof(struct node, node),
           (int)(size_t) & ((struct node *)0)->node,
           (int)__builtin_offsetof(__typeof__(*p), node));
    printf("varargs %d %d\n", sum(1, p), p->node);
    struct cell {
        _Atomic int count;
        _Atomic(struct node *) to;
    } cell = {16, p}, *pc = &cell;
    pc->to->v += await late(3);
    await async_yield();
    printf("atomic %d %d\n", pc->count, pc->to->v);
}

enum { GLOBAL = 1 };

static async void enumerators(void)
{
    int a = GLOBAL;
    enum { GLOBAL = 2, OTHER } b = GLOBAL, *pb = &b;
    await async_yield();
    printf("enumerators %d %d ", a, *pb);
    {
        enum { OTHER = 3, GLOBAL } c = OTHER, *pc = &c;
        int values[GLOBAL + 1] = {[GLOBAL] = 5}, *v = values;
        await async_yield();
        switch (*pc) {
        case OTHER:
            printf("%d %d %d\n", OTHER, GLOBAL, v[GLOBAL]);
            break;
        case GLOBAL:
            break;
        }
    }
    int copy = 0;
    __asm__("" : "=r"(copy) : "0"(GLOBAL));
    await async_yield();
    printf("asm %d\n", copy);
}

static async void lines(void)
{
    struct lined {
        int LINE_MEMBER; int after[__LINE__ % 2 + 1];
    } lined = {1, {1}}, *p = &lined;
    await async_yield();
    printf("lines %d %d\n", p->after[0], *(int *)p);
}

static async void nested(void)
{
    struct outer {
        struct inner {
            int a;
        } in;
        struct {
            int b;
        };
        union {
            int c;
            enum { ZERO, ONE } d;
        } u;
    } o = {{await late(18)}, {19}, {20}}, *p = &o;
    struct inner *i = &o.in;
    __typeof__(o.u) copy = p->u, *pu = &copy;
    await async_yield();
    printf("nested %d %d %d\n", i->a, p->b + ZERO, pu->c);
}

async int main(void)
{
    await bodies();
    await strings();
    await directives();
    await layouts();
    await pragmas();
    await operands(0);
    await attributes();
    await unseen();
    await enumerators();
    await lines();
    await nested();
    return 0;
}
