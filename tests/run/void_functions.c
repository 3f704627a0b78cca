// async void functions: falling off the end, return in the middle, `()` for no parameters, as statements,
// in comma expressions, ?: and loops.
// expect: a b c
// expect: early late
// expect: 3 x
// expect: left right
// expect: empty
// expect: 5
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

static int counter;

async void bump()
{
    await async_yield();
    counter++;
}

static async void say(const char *s)
{
    printf("%s", s);
    await async_yield();
}

static async void choose(bool early)
{
    if (early) {
        await say("early ");
        return;
    }
    await say("late\n");
}

static async void empty()
{
}

static async void only_return(void)
{
    return;
}

static async void forward(const char *s)
{
    await say(s);
}

async int main()
{
    await say("a "), await say("b "), await forward("c\n");
    await choose(true);
    await choose(false);
    for (int i = 0; i < 3; i++, await say(i == 3 ? "3 " : ""))
        ;
    printf("%s\n", (await say(""), await empty(), "x"));
    counter ? await say("wrong") : await say("left ");
    counter == 0 ? await forward("right\n") : (void)0;
    await empty();
    await only_return();
    (void)(await empty(), 0);
    puts("empty");
    while (counter < 5)
        await bump();
    printf("%d\n", counter);
}
