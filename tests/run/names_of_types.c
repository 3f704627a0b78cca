// The program's types and objects have the names that generated text would have, or those of locals
// and parameters, which hide them.
// flags: -Wno-shadow
// no-erase
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct node {
    int key;
    struct node *left, *right;
} node;
typedef struct {
    int x, y;
} point;
typedef struct task {
    int left;
} task;
typedef int handle, frame;
typedef struct {
    long number;
} value;
typedef double f;
static int site = 4, how = 5, t = 6;
enum { none = 7, core = 8 };

async node *insert(node *node, int key)
{
    if (!node) {
        node = calloc(1, sizeof *node);
        node->key = key;
        return node;
    }
    await async_yield();
    if (key < node->key)
        node->left = await insert(node->left, key);
    else
        node->right = await insert(node->right, key);
    return node;
}

static async point times(point p, int n)
{
    await async_yield();
    return (point){p.x * n, p.y * n};
}

static async int total(point *point)
{
    await async_yield();
    return (await times(*point, 2)).x + (await times(point[0], 3)).y;
}

static point origin(int x)
{
    return (point){x, x};
}

static async int among_others(void)
{
    int a = 1, b = 2, point = 3, frame;
    await async_yield();
    frame = a + point;
    return b + frame + (await times(await times(origin(4), 2), b)).x;
}

static async task step(task *task, struct task other);

static async int run(task *task)
{
    while (task->left > 0)
        *task = await step(task, *task);
    return task->left;
}

static async task step(task *task, struct task other)
{
    await async_yield();
    return other.left == 1 ? (struct task){await run(&(struct task){-1})}
                           : (struct task){task->left - 1};
}

static async value wrapped(frame frame, f f)
{
    await async_yield();
    return (value){(long)(frame * f)};
}

static generator(value) values(handle handle)
{
    for (int i = 0; i < handle; i++)
        yield(value){i + site + t};
}

async generator(frame) frames(value *value)
{
    for (frame i = 0; i < value->number; i++) {
        await async_yield();
        yield i + how;
    }
}

static async value spawned(int n)
{
    future(value) a = spawn(wrapped(n, 1.5));
    future(value) b = spawn(wrapped(n + core, 0.5));
    return (value){(*await a).number + (await b)->number + none};
}

async void drop(node *node)
{
    if (node) {
        await drop(node->left);
        await drop(node->right);
        free(node);
    }
}

async int main(void)
{
    node *node = NULL;
    for (int i = 0; i < 5; i++)
        node = await insert(node, i * 7 % 5);
    printf("%d %d\n", node->right->key, node->right->left->key);
    await drop(node);
    point point = {3, 4};
    printf("%d\n", await total(&point));
    point = await times(await times(point, 2), point.x);
    printf("%d %d\n", point.x, point.y);
    printf("%d\n", await among_others());
    printf("%d\n", await run(&(task){3}));
    value value = await spawned(10);
    printf("%ld\n", value.number);
    gen_each (typeof(value) each, values(2))
        printf("%ld\n", each.number);
    value.number = 2;
    await_each (frame each, frames(&value))
        printf("%d\n", each);
}
// expect: 2 1
// expect: 18
// expect: 18 24
// expect: 22
// expect: -1
// expect: 31
// expect: 10
// expect: 11
// expect: 5
// expect: 6
