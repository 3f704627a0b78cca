// Three tasks take turns in order; sleeping ones wake by time; async functions that do not wait keep the
// turn; a task that awaits a done future goes on at once.
// no-erase
// expect: a0 b0 c0 a1 b1 c1 a2 b2 c2 .
// expect: aaabbb .
// expect: 1 2 3 4 .
// expect: start x y end
// expect: go on
#include <async.h>
#include <stdio.h>

static async void turns(char name)
{
    for (int i = 0; i < 3; i++) {
        printf("%c%d ", name, i);
        await async_yield();
    }
}

static async void put(char c)
{
    putchar(c);
}

static async void burst(char name)
{
    for (int i = 0; i < 3; i++)
        await put(name);
}

static async void at(double seconds, int n)
{
    await async_sleep(seconds);
    printf("%d ", n);
}

static async int say(const char *s)
{
    printf("%s ", s);
    return 0;
}

async int main(void)
{
    {
        future(void) a = spawn(turns('a')), b = spawn(turns('b')), c = spawn(turns('c'));
        await a;
        await b;
        await c;
    }
    puts(".");
    {
        future(void) a = spawn(burst('a')), b = spawn(burst('b'));
        await b;
        await a;
    }
    puts(" .");
    {
        future(void) f[] = {spawn(at(0.06, 3)), spawn(at(0.02, 1)), spawn(at(0.08, 4)),
                            spawn(at(0.04, 2))};
        for (int i = 0; i < 4; i++)
            await f[i];
    }
    puts(".");
    future(int) x = spawn(say("x")), y = spawn(say("y"));
    printf("start ");
    await x;
    await y;
    puts("end");
    int before = await say("go") + *await x;
    puts(before == 0 ? "on" : "?");
    return 0;
}
