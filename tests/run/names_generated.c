// Names of the program's own that are those that would be written for its async functions.
// expect: 1 2 3 4 5 6 7
// expect: one: 11 12 13
// expect: two: 21 22
// expect: three: 6
// expect: task: 40
// expect: early: 4
// expect: frame: 7
// no-erase: generators and tasks
#include <async.h>
#include <stdio.h>

enum { one__places = 1, one__run, main__places, main__site_42 };
static int one__resume = 5, one__box = 6;
#define one__unbox 7

struct one__frame {
    int a;
};
typedef struct one__task {
    int b;
} one__begin;

static int one__site_30(int x)
{
    return x + 10;
}

static async int one(int x)
{
    struct one__frame f = {x};
    await async_yield();
    return one__site_30(f.a);
}

static int one_2 = 12;
static int three__gen, three__each = 1, three__make = 2, three__again = 3;

static generator(int) three(void)
{
    yield three__each;
    yield three__make;
    yield three__again + three__gen;
}

static int two__spawn = 1, two__name = 2, two__begin = 0, two__async_run;
static int (*two__continue)(int) = one__site_30;

static async int two(int x)
{
    await async_yield();
    return __func__[0] == 't' ? two__continue(10 + x) : two__begin + two__async_run;
}

static int main__spawns_two_70 = 40;

struct frame__frame {
    int n;
};

static int sooner__unbox_places = 1, sooner__resume_places = 2;

static async int sooner(int n)
{
    await async_yield();
    return n + sooner__unbox_places + sooner__resume_places;
}

/* A local type's name, moved out, is one that would be written. */
static async int frame(int n)
{
    struct frame {
        int n;
    } kept = {n};
    struct frame__frame outer = {n + 1};
    await async_yield();
    return kept.n + outer.n;
}

async int main(void)
{
    future(int) early = spawn(two(two__spawn));
    printf("%d %d %d %d %d %d %d\n", one__places, one__run, main__places, main__site_42,
           one__resume, one__box, one__unbox);
    printf("one: %d %d %d\n", await one(1), one_2, await one(3));
    future(int) late = spawn(two(two__name));
    printf("two: %d", *await early);
    printf(" %d\n", *await late);
    int sum = 0;
    gen_each (int value, three())
        sum += value;
    printf("three: %d\n", sum);
    one__begin task = {main__spawns_two_70};
    await async_yield();
    printf("task: %d\n", task.b);
    printf("early: %d\n", await sooner(1));
    printf("frame: %d\n", await frame(3));
    return 0;
}
