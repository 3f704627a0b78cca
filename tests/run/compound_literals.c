// Compound literals in arguments, through pointers, kept across awaits.
// expect: 3
// expect: 1:hello
// expect: 2:there
// expect: 60
// expect: 9 10
// expect: 5 6 7
// expect: 4 44
// expect: 8
#include <async.h>
#include <stdio.h>

struct message {
    int id;
    char text[16];
    const struct message *next;
};

static async int late(int x)
{
    await async_sleep(0.001);
    return x;
}

static async int by_value(struct message m)
{
    await async_yield();
    return m.id + await late(m.next ? 0 : 1);
}

static async void show(const struct message *m)
{
    for (; m; m = m->next) {
        await async_yield();
        printf("%d:%s\n", m->id, m->text);
        await async_yield();
    }
}

static async int sum(const int *values, int count)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += await late(values[i]);
    return total;
}

static async int *pass(int *p)
{
    await async_yield();
    return p;
}

async int main(void)
{
    printf("%d\n", await by_value((struct message){.id = 2}));
    await show(&(struct message){.id = 1, .text = "hello", .next = &(struct message){2, "there", NULL}});
    printf("%d\n", await sum((int[]){10, await late(20), 30}, await late(3)));

    int *kept = (int[]){await late(9), 10};
    await async_yield();
    printf("%d %d\n", kept[0], kept[1]);

    int *places[3];
    for (int i = 0; i < 3; i++)
        places[i] = (int[]){0};
    int first = *await pass(&(int){5});
    int *again = await pass((int[2]){6, 7});
    (void)places;
    printf("%d %d %d\n", first, again[0], again[1]);

    struct message *m = &(struct message){.id = await late(4)};
    m->text[0] = 44;
    await async_yield();
    printf("%d %d\n", m->id, m->text[0]);
    printf("%d\n", (struct message){.id = await late(8)}.id);
    return 0;
}
