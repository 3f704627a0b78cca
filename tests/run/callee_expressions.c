// What may stand as the callee or around the call: parentheses, ?:, comma, casts, members, results.
// expect: 2 3 4
// expect: 6 5
// expect: 1 then 7
// expect: 8 8
// expect: 11
// expect: 21
// expect: 1 0
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

typedef async int unary(int);

static async int next(int x)
{
    await async_yield();
    return x + 1;
}

static async int previous(int x)
{
    await async_yield();
    return x - 1;
}

static int looked_up;

static unary *look_up(int which)
{
    looked_up++;
    return which ? next : previous;
}

struct object {
    const struct methods *methods;
    int value;
};
struct methods {
    async int (*get)(struct object *self);
    async void (*set)(struct object *self, int value);
};

static async int object_get(struct object *self)
{
    await async_yield();
    return self->value;
}
static async void object_set(struct object *self, int value)
{
    await async_sleep(0.001);
    self->value = value;
}
static const struct methods methods = {object_get, object_set};

async int main(void)
{
    printf("%d %d %d\n", await (next)(1), await (*next)(2), await (**&next)(3));
    int yes = await next(0), no = await previous(1);
    printf("%d %d\n", await (yes ? next : previous)(5), await (no ? next : previous)(6));
    printf("%d then ", looked_up + 1);
    printf("%d\n", await look_up(yes)(await look_up(no)(7)));
    printf("%d %d\n", yes ? await next(7) : await previous(7), ((void)no, await next(7)));

    struct object o = {&methods, 0};
    await o.methods->set(&o, 11);
    printf("%d\n", await o.methods->get(&o));
    struct object *objects[2] = {&o, &(struct object){&methods, 10}};
    int total = 0;
    for (int i = 0; i < 2; i++)
        total += await objects[i]->methods->get(objects[await next(i - 1)]);
    printf("%d\n", total);
    unary *f = NULL;
    bool was_null = !f;
    f = looked_up == 2 ? previous : NULL;
    printf("%d %d\n", was_null && f, await f(yes));
    return 0;
}
