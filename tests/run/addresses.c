// Pointers to locals, parameters and array elements stay good across awaits, also in callees.
// expect: 1 11 11
// expect: 5 6
// expect: 7 8 9
// expect: 3 2 1
// expect: 42 same
// expect: 6 15
// expect: abc abX
// expect: 99
// expect: 8 8
// expect: 10 20
#include <async.h>
#include <stdio.h>
#include <string.h>

static async void add_to(int *p, int n)
{
    await async_sleep(0.001);
    *p += n;
    await async_yield();
}

static async int parameters(int a, int b)
{
    int *pa = &a, *pb = &b;
    await async_yield();
    *pa += 1;
    await add_to(pb, 1);
    printf("%d %d\n", a, b);
    return *pa + *pb;
}

static async void swap(int *a, int *b)
{
    int t = *a;
    await async_yield();
    *a = *b;
    await async_yield();
    *b = t;
}

static async void reverse(int *first, int *last)
{
    for (; first < last; first++, last--)
        await swap(first, last);
}

struct node {
    int value;
    struct node *next;
};

static async int sum_list(struct node *list)
{
    if (!list)
        return 0;
    await async_yield();
    return list->value + await sum_list(list->next);
}

// A list whose nodes are locals of the calls that wait on it.
static async int sum_up(int n, struct node *next)
{
    struct node here = {n, next};
    return n ? await sum_up(n - 1, &here) : await sum_list(&here);
}

async int main(void)
{
    int x = 1, *px = &x;
    printf("%d ", *px);
    await add_to(&x, 10);
    printf("%d %d\n", x, *px);
    await parameters(4, 5);

    int array[3] = {7, 8, 8}, *end = &array[3], *p = array;
    await async_yield();
    end[-1]++;
    while (p < end)
        printf("%d%c", *p, p == end - 1 ? '\n' : ' '), p++;
    array[0] = 1, array[1] = 2, array[2] = 3;
    await reverse(array, array + 2);
    printf("%d %d %d\n", array[0], array[1], array[2]);

    int kept = 42;
    int *before = &kept;
    await async_sleep(0.001);
    printf("%d %s\n", *before, before == &kept ? "same" : "moved");

    struct node c = {3, NULL}, b = {2, &c}, a = {1, &b};
    int listed = await sum_list(&a);
    printf("%d %d\n", listed, await sum_up(5, NULL));

    char text[4] = "abc", *last = strchr(text, 'c');
    printf("%s ", text);
    await async_yield();
    *last = 'X';
    printf("%s\n", text);

    int **pp = &px, target = 99;
    await async_yield();
    *pp = &target;
    await async_yield();
    printf("%d\n", *px);

    int later; // written through its address before it is read
    int *to_later = &later;
    await async_yield();
    *to_later = 8;
    await async_yield();
    printf("%d %d\n", later, *to_later);

    int *choice[2];
    int left = 10, right = 20;
    choice[0] = &left, choice[1] = &right;
    await async_yield();
    printf("%d %d\n", *choice[0], *choice[1]);
    return 0;
}
