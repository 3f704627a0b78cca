// Async generators that own tasks: these belong to its call, whoever resumes it, and end with it.
// no-erase
#include <async.h>
#include <errno.h>
#include <stdio.h>
static int alive;
static async int work(int n)
{
    alive++;
    defer alive--;
    await async_sleep(n);
    return n;
}
async generator(int) gen(int n)
{
    future(int) tasks[3];
    for (int i = 0; i < 3; i++)
        tasks[i] = spawn(work(i + 1)); // belong to the call: the generator
    spawn(work(50));
    defer printf("gen defer, alive %d\n", alive);
    for (int i = 0; i < n; i++) {
        yield *await tasks[i % 3];
    }
    if (n == 9)
        throw EIO;
}
async generator(int) outer(int n)
{
    yield_from(int, gen(n));
    yield 77;
}
static async void one(generator(int) g)
{
    printf("one got %d\n", (int)(await gen_anext(g)) ? *g : -1);
}
static async void whole(void)
{
    await_each (int v, gen(3))
        printf("v %d alive %d\n", v, alive);
    printf("after whole: alive %d\n", alive);
}
static async void broken(void)
{
    await_each (int v, outer(3)) {
        printf("b %d\n", v);
        if (v == 2)
            break;
    }
    printf("after break: alive %d\n", alive);
}
static async void by_tasks(void)
{
    generator(int) g = gen(2);
    // two different tasks resume it in turn; the first ends before
    future(void) a = spawn(one(g));
    await a;
    future(void) b = spawn(one(g));
    await b;
    printf("alive between %d\n", alive);
    await gen_aclose(g);
    printf("closed: alive %d\n", alive);
    gen_free(g);
}
static async void resumer_dies(void)
{
    generator(int) g = gen(3);
    {
        future(void) a = spawn(one(g));
        await async_yield();
        await async_yield();
    } // cancelled within anext: the generator ends with ECANCELED, its tasks joined
    printf("resumer cancelled: alive %d\n", alive);
    try {
        printf("next %d\n", (int)await gen_anext(g));
    } catch (e) {
        printf("e %d\n", e == ECANCELED);
    }
    gen_free(g);
}
static async void freed(void)
{
    generator(int) g = gen(3);
    await gen_anext(g);
    gen_free(g);
    await async_sleep(0.5);
    printf("freed: alive %d\n", alive);
}
static async void timed(void)
{
    try {
        async_timeout (1.5)
            await_each (int v, gen(3))
                printf("t %d\n", v);
    } catch (e) {
        printf("timeout %d alive %d\n", e == ETIMEDOUT, alive);
    }
}
static async void fails(void)
{
    try {
        await_each (int v, gen(9))
            (void)v;
    } catch (e) {
        printf("EIO %d alive %d\n", e == EIO, alive);
    }
}
async int main(void)
{
    async_test_clock(1);
    await whole();
    await broken();
    await by_tasks();
    await resumer_dies();
    await freed();
    await timed();
    await fails();
    printf("alive at end %d\n", alive);
    return 0;
}

// expect: v 1 alive 3
// expect: v 2 alive 2
// expect: v 3 alive 1
// expect: gen defer, alive 1
// expect: after whole: alive 0
// expect: b 1
// expect: b 2
// expect: gen defer, alive 2
// expect: after break: alive 0
// expect: one got 1
// expect: one got 2
// expect: alive between 2
// expect: gen defer, alive 2
// expect: closed: alive 0
// expect: gen defer, alive 3
// expect: resumer cancelled: alive 0
// expect: next 0
// expect: gen defer, alive 3
// expect: freed: alive 0
// expect: t 1
// expect: gen defer, alive 2
// expect: timeout 1 alive 0
// expect: gen defer, alive 1
// expect: EIO 1 alive 0
// expect: alive at end 0
