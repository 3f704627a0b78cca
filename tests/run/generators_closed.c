// Closing through yield_from, with generators that yield all the same, or delegate anew.
// no-erase
// expect: stubborn: asked, outer got 71 from it
// expect: stubborn async: asked, outer got 71 from it
// expect: anew: inner closed, outer closed, went on with 7, ended
// expect: ignored: asked, failed 71
#include <async.h>
#include <errno.h>
#include <stdio.h>

static generator(int) stubborn(void)
{
    try {
        yield 1;
    } catch (e) {
        printf(" asked,");
    }
    yield 2;
    printf(" never comes here");
}

static generator(int) around(void)
{
    try {
        yield_from(void, stubborn());
    } catch (e) {
        printf(" outer got %d from it", e);
    }
}

static async generator(int) stubborn_later(void)
{
    try {
        yield 1;
    } catch (e) {
        await async_yield();
        printf(" asked,");
    }
    yield 2;
    printf(" never comes here");
}

static async generator(int) around_later(void)
{
    try {
        yield_from(void, stubborn_later());
    } catch (e) {
        await async_yield();
        printf(" outer got %d from it", e);
    }
}

static generator(int) polite(void)
{
    defer printf(" inner closed,");
    yield 1;
}

static generator(int) gives(int value)
{
    if (value < 0)
        yield value;
    gen_return(value);
}

static generator(int) goes_on(void)
{
    try {
        yield_from(void, polite());
    } catch (e) {
        printf(" outer %s,", e == ASYNC_CLOSED ? "closed" : "failed");
    }
    printf(" went on with %d,", yield_from(int, gives(7)));
    printf(" ended");
}

async int main(void)
{
    generator(int) g = around();
    printf("stubborn:");
    gen_next(g);
    gen_close(g);
    puts("");
    gen_free(g);
    g = around_later();
    printf("stubborn async:");
    await gen_anext(g);
    await gen_aclose(g);
    puts("");
    gen_free(g);
    g = goes_on();
    printf("anew:");
    gen_next(g);
    gen_close(g);
    puts("");
    gen_free(g);
    g = stubborn();
    printf("ignored:");
    gen_next(g);
    try {
        gen_close(g);
    } catch (e) {
        printf(" failed %d\n", e);
    }
    gen_free(g);
    return 0;
}
