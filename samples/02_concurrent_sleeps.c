// Three tasks that sleep at the same time: the whole takes as long as the longest.
#include <async.h>
#include <stdio.h>

async int sleep_and_say(const char *name, double seconds)
{
    await async_sleep(seconds);
    printf("%s slept %.1f s\n", name, seconds);
    return (int)(seconds * 10);
}

async int main(void)
{
    double start = async_time();
    future(int) a = spawn(sleep_and_say("Ada", 0.3));
    future(int) b = spawn(sleep_and_say("Bob", 0.1));
    future(int) c = spawn(sleep_and_say("Cleo", 0.2));

    int tenths = *await a + *await b + *await c;
    printf("%.1f s of sleep in %.1f s\n", tenths / 10.0, async_time() - start);
}
