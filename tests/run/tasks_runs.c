// Tasks of one block between which nothing else is ended are one run: all are cancelled before the first is waited for.
// no-erase
// expect: body a b c
// expect: end
// expect: never ran
// expect: detached outlives the call
// expect: back 0 1 2
#include <async.h>
#include <stdio.h>

static async int say(const char *text)
{
    printf(" %s", text);
    return 0;
}

static async void never(void)
{
    puts("ran");
}

static async int slow(const char *text)
{
    try {
        await async_sleep(60);
    } catch (e) {
        await async_yield();
        printf("%s\n", text);
        throw;
    }
    return 0;
}

static async void run_of_tasks(void)
{
    future(int) a = spawn(slow("end"));
    int between = 1;
    await async_yield();
    if (between)
        between++;
    future(void) b = spawn(never()); /* is cancelled together with a, and so never runs */
    (void)a, (void)b;
}

static async void detached(void)
{
    await async_yield();
    await async_yield();
    puts("detached outlives the call");
}

static async void starts(void)
{
    detach(spawn(detached()));
}

static async int number(int i)
{
    await async_sleep(60);
    return i;
}

/* A jump back between two tasks ends the second one alone. */
static async void back(void)
{
    int i = 0;
    future(int) first = spawn(number(1));
again:;
    future(int) second = spawn(number(2));
    await async_yield();
    printf(" %d", i);
    if (future_done(first))
        printf(" first is done");
    if (i++ < 2)
        goto again;
    (void)second;
}

async int main(void)
{
    {
        printf("body");
        future(int) a = spawn(say("a"));
        future(int) b = spawn(say("b"));
        future(int) c = spawn(say("c"));
        await async_all(a, b, c);
        puts("");
    }
    await run_of_tasks();
    puts("never ran");
    await starts();
    await async_sleep(0.001);
    printf("back");
    await back();
    puts("");
    return 0;
}
