// Types that are declared in async functions, of every kind, whose objects are kept across an await.
// flags: -Wno-shadow
// expect: node 1 2 3
// expect: pair 4 5 6 7
// expect: nameless 8 9
// expect: union 10
// expect: enum 3 1
// expect: shadow 1 22 3 44 1
// expect: list 60
// expect: trees 7 8 9
// expect: forward 12
// expect: loop 0 10 1 9
// expect: literal 5 6
// expect: sizes 1 1 1
// expect: generic 1 2 3 2
// expect: members 1 2 3 4
// expect: static 1 2
// expect: pointers 42 43
// expect: bits 5 -2 9
// expect: block 11
// expect: alias 2 5 8
// expect: done
#include <async.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct shadowed {
    int outer;
};

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void simple(void)
{
    struct node {
        int a; /* a comment with a } in it */
        int b; // and another {
        struct node *next;
    } n = {1, await late(2), NULL}, m, *p = &n;
    m = (struct node){.a = await late(3)};
    p->next = &m;
    await async_yield();
    printf("node %d %d %d\n", n.a, p->b, p->next->a);

    typedef struct {
        int x, y;
    } pair, *pair_pointer;
    pair one = {await late(4), 5}, pairs[2] = {{0, 0}, {6, 7}};
    pair_pointer q = &pairs[1];
    await async_yield();
    printf("pair %d %d %d %d\n", one.x, one.y, q->x, q->y);

    struct {
        int left;
        struct {
            int deep;
        } right;
    } nameless = {await late(8), {9}};
    __typeof__(nameless.right) inner = nameless.right;
    await async_yield();
    printf("nameless %d %d\n", nameless.left, inner.deep);

    union either {
        int i;
        char bytes[sizeof(int)];
    } either = {.i = 0};
    union either *way = &either;
    await async_yield();
    way->i = await late(10);
    printf("union %d\n", either.i);

    enum colour { RED = 1, GREEN, BLUE } c = BLUE, *pc = &c;
    enum colour d = await late(1) ? RED : GREEN;
    await async_yield();
    printf("enum %d %d\n", *pc, d);
}

static async void shadowing(void)
{
    struct shadowed a = {await late(1)};
    struct shadowed *pa = &a;
    {
        struct shadowed {
            char c[22];
        } b = {{0}};
        await async_yield();
        b.c[21] = (char)sizeof(struct shadowed);
        struct shadowed *pb = &b;
        {
            struct shadowed {
                struct shadowed *own;
                int v;
            } shadowed = {NULL, 3};
            shadowed.own = &shadowed;
            await async_yield();
            struct shadowed *in = &shadowed;
            await async_yield();
            printf("shadow %d %d %d ", pa->outer, pb->c[21], in->own->v);
        }
        await async_yield();
        printf("%d ", (int)sizeof(struct shadowed) * 2);
    }
    await async_yield();
    printf("%d\n", ((struct shadowed *)pa)->outer);
}

static async void recursive(void)
{
    struct item {
        int value;
        struct item *next;
    };
    struct item *list = NULL;
    for (int i = 1; i <= 3; i++) {
        struct item *item = malloc(sizeof *item);
        *item = (struct item){await late(i * 10), list};
        list = item;
    }
    int sum = 0;
    for (struct item *next; list; list = next) {
        sum += await late(list->value);
        next = list->next;
        free(list);
    }
    printf("list %d\n", sum);

    struct branch;
    struct leaf {
        struct branch *parent;
        int l;
    };
    struct branch {
        struct leaf leaves[2];
        int b;
    } tree;
    tree.b = await late(7);
    tree.leaves[0] = (struct leaf){&tree, await late(8)};
    tree.leaves[1] = (struct leaf){&tree, 9};
    await async_yield();
    printf("trees %d %d %d\n", tree.leaves[0].parent->b, tree.leaves[0].l, tree.leaves[1].l);

    struct unknown *handle = (struct unknown *)&tree.b;
    await async_yield();
    struct forward *forward;
    struct forward {
        int f;
    } real = {await late(12)};
    forward = &real;
    await async_yield();
    printf("forward %d\n", handle ? forward->f : 0);
}

static async void places(void)
{
    for (struct {
             int i, j;
         } at = {0, 10};
         at.i < await late(2); at.i++, at.j--) {
        __typeof__(at) *now = &at;
        await async_yield();
        printf(at.i ? " %d %d\n" : "loop %d %d", now->i, now->j);
    }
    int *v = &((struct { int a[2]; }){{await late(5), 6}}).a[0];
    await async_yield();
    printf("literal %d %d\n", v[0], v[1]);

    size_t size = sizeof(struct measured { char c; double d; });
    struct measured measured = {1, await late(2)};
    await async_yield();
    printf("sizes %d %d %d\n", size == sizeof measured, measured.d == 2.0,
           offsetof(struct measured, d) == sizeof(double));
}

static async void generic(void)
{
    struct one {
        int a;
    } one = {1};
    typedef struct one same;
    struct two {
        int a;
    } two = {2};
    same *p = &one;
    await async_yield();
    printf("generic %d %d %d %d\n", _Generic(one, struct one: 1, struct two: 2, default: 3),
           _Generic(&two, struct one *: 1, struct two *: 2, default: 3),
           _Generic(1.0, struct one: 1, same *: 2, default: 3),
           _Generic(p, const same *: 1, same *: 2, default: 3));
}

static async void members(void)
{
    int node = await late(1);
    struct node {
        int node;
        struct node *nodes;
    } thing = {.node = 2};
    thing.nodes = &thing;
    goto node;
node:
    await async_yield();
    {
        struct node node = {3, &thing};
        struct node *one = &node;
        node.node += await late(0);
        printf("members %d %d %d ", one->nodes->node - 1, thing.node, node.node);
    }
    typedef int number;
    number n = await late(4);
    {
        int number = await late(n), *p = &number;
        await async_yield();
        printf("%d\n", *p);
    }
    (void)node;
}

static async void statics(void)
{
    static struct counter {
        int calls;
    } counter;
    struct counter *p = &counter;
    p->calls++;
    await async_yield();
    printf(counter.calls == 1 ? "static %d" : " %d\n", p->calls);
}

static int answer(void *p)
{
    return *(int *)p;
}

static async void pointers(void)
{
    struct op {
        int (*run)(void *);
        int (*self)(struct op *, int);
        int data;
    } op = {answer, NULL, await late(42)};
    struct op *ops[2] = {&op, NULL};
    await async_yield();
    printf("pointers %d ", ops[0]->run(&ops[0]->data));
    int (*function)(struct op *) = NULL;
    await async_yield();
    printf("%d\n", function ? function(&op) : 43);
}

static async void bits(void)
{
    struct flags {
        unsigned low : 3;
        signed mid : 4;
        unsigned : 0;
        unsigned high : 5;
    } f = {5, -2, 0}, *p = &f;
    f.high = (unsigned)await late(9);
    await async_yield();
    printf("bits %u %d %u\n", p->low, p->mid, p->high);
}

static async void aliases(void)
{
    enum { SIZE = 3 };
    typedef int cell;
    typedef cell row[SIZE];
    struct matrix {
        row rows[SIZE - 1];
        int columns[sizeof(row) / sizeof(cell)];
    } m = {{{1, 2, 3}, {4, 5, 6}}, {7, 8, 9}}, *p = &m;
    row *r = &m.rows[1];
    await async_yield();
    printf("alias %d %d %d\n", p->rows[0][1], (*r)[SIZE - 2], m.columns[1]);
}

async int main(void)
{
    await simple();
    await shadowing();
    await recursive();
    await places();
    await generic();
    await members();
    await statics();
    await statics();
    await pointers();
    await bits();
    int x = ({
        struct inside {
            int v;
        } i = {await late(11)}, *p = &i;
        await async_yield();
        p->v;
    });
    printf("block %d\n", x);
    await aliases();
    printf("done\n");
    return 0;
}
