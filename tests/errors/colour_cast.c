// only warnings
#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int plain(int x)
{
    return x;
}

typedef async int maker(int);
typedef int ordinary(int);
#define AS(type, x) ((type)(x))

static maker *const table[] = {late, (maker *)plain};
static void *const any = (void *)late;

static long keep(void)
{
    maker *a = AS(maker *, plain);
    return (long)a + (long)(maker *)any + (long)late + (long)sizeof((maker *)plain);
}

async int main(void)
{
    ordinary *o = (ordinary *)table[0];
    maker *m = (maker *)(void *)o;
    void (*other)(void) = (void (*)(void))m;
    async void (*third)(void) = (async void (*)(void))m;
    return (other == 0) + (third == 0) + (keep() == 0) + await ((maker *)o)(1) * 0;
}
