// Pointers to async functions: tables, members, typedefs, parameters, results, comparisons, null.
// expect: 5 6 1
// expect: 7 10
// expect: 3 4 12
// expect: 8
// expect: add mul add
// expect: null set
// expect: 2 4 8 16
// expect: 9
// expect: 100 1
// expect: runs
// expect: 6 -1
// expect: 15
#include <async.h>
#include <stdio.h>

typedef async int binary(int a, int b);
typedef async int (*binary_pointer)(int a, int b);

struct operation {
    const char *name;
    async int (*run)(int a, int b);
    binary *again;
};

static async int add(int a, int b)
{
    await async_yield();
    return a + b;
}

static async int mul(int a, int b)
{
    await async_sleep(0.001);
    return a * b;
}

static async int sub(int a, int b)
{
    return a - b;
}

static binary *const table[] = {add, mul, &sub};
static struct operation operations[2] = {{"add", add, mul}, {.name = "mul", .run = &mul}};

static async int apply(async int (*f)(int, int), int a, int b)
{
    return await f(a, b);
}

static binary_pointer choose(int which)
{
    return which ? mul : add;
}

static async binary_pointer choose_later(int which)
{
    await async_yield();
    return choose(which);
}

static async int double_it(int x)
{
    return await add(x, x);
}

static async void say(const char *s)
{
    await async_yield();
    puts(s);
}

static async int fold(binary *f, const int *values, int count)
{
    int total = values[0];
    for (int i = 1; i < count; i++)
        total = await (*f)(total, values[i]);
    return total;
}

async int main(void)
{
    printf("%d %d %d\n", await table[0](2, 3), await table[1](2, 3), await table[2](3, 2));
    binary_pointer f = add;
    int seven = await f(3, 4);
    f = sub;
    await async_yield();
    printf("%d %d\n", seven, await (*f)(20, 10));
    printf("%d %d %d\n", await apply(add, 1, 2), await apply(&sub, 7, 3), await apply(mul, 3, 4));
    printf("%d\n", await operations[0].run(await operations[1].run(2, 3), 2));
    for (int i = 0; i < 3; i++)
        printf("%s%c", operations[i % 2].name, i == 2 ? '\n' : ' ');
    printf("%s ", operations[1].again == NULL ? "null" : "set");
    printf("%s\n", operations[0].again && operations[0].again == mul && mul != add ? "set" : "?");

    async int (*chain[4])(int) = {double_it, double_it, double_it, double_it};
    int x = 1;
    for (int i = 0; i < 4; i++)
        printf("%d%c", x = await chain[i](x), i == 3 ? '\n' : ' ');
    printf("%d\n", await choose(1)(3, await choose(0)(1, 2)));

    struct operation *op = &operations[0];
    int hundred = await op->again(10, 10);
    printf("%d %d\n", hundred, await (await choose_later(0))(0, 1));

    async void (*speak)(const char *) = say;
    await speak("runs");
    int six = await (1 ? add : mul)(4, 2);
    printf("%d %d\n", six, await (six > 10 ? mul : sub)(0, 1));
    void *opaque = (void *)add;
    int values[] = {1, 2, 3, 4, 5};
    await async_yield();
    printf("%d\n", await fold((binary *)opaque, values, 5));
    return 0;
}
