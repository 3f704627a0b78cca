// Generators that yield when they are closed are ended when they are freed: catch blocks are passed
// over, defers run, and nothing that the blocks hold is lost (of which the sanitizer tells).
// no-erase
// expect: held: reported, deferred 3
// expect: loop: reported, deferred 5
// expect: each: reported, inner closed, cleaned, deferred
// expect: rethrown: reported, outer
// expect: again: 71, 7, 71, reported, deferred
// expect: chain: inner deferred, outer 71, outer deferred
// expect: anew: caught, reported, inner, outer
// expect: catches in a defer: reported, inner closed, caught 5, last
// expect: by an outer one: reported, inner, outer
// expect: later: reported, awaited, deferred
// expect: later chain: inner, outer 71, deferred
// expect: each later: awaited, deferred
// expect: without a loop: reported, deferred
#include <async.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

static const char *separator = "";

static void say(const char *text)
{
    printf("%s%s", separator, text);
    separator = ", ";
}
static void begin(const char *name)
{
    printf("%s: ", name);
    separator = "";
}
static void reported(const struct async_report *report, void *arg)
{
    (void)report, (void)arg;
    say("reported");
}
static void cleaned(int *unused)
{
    (void)unused;
    say("cleaned");
}

static generator(int) held(void)
{
    int n = 1;
    defer printf(", deferred %d", n);
    try {
        throw EIO;
    } catch (e) {
        n++;
        try {
            yield 1;
        } catch (x) {
            n++;
            yield 7;
            n = 100;
        }
        n = 200;
    }
    n = 300;
}

// What the defer needs is needed at the yield as well.
static generator(int) loops(int n)
{
    int m = n;
    defer printf(", deferred %d", m);
    for (;;)
        try {
            yield 1;
        } catch (e) {
            m = 5;
        }
}

static generator(int) polite(void)
{
    defer say("inner closed");
    yield 1;
    yield 2;
}

static generator(int) (*opaque)(void) = polite;

static generator(int) each(void)
{
    defer say("deferred");
    try {
        yield 0;
    } catch (e) {
        __attribute__((cleanup(cleaned))) int guard = 0;
        int sizes[guard + 3];
        sizes[2] = 9;
        gen_each (int i, opaque())
            yield sizes[2] + i;
    }
}

static generator(int) rethrows(void)
{
    defer say("outer");
    try {
        throw async_error(EIO, "a message");
    } catch (e) {
        try {
            throw;
        } catch (again) {
            try {
                yield 1;
            } catch (closed) {
                try {
                    throw;
                } catch (more) {
                    yield 2;
                }
            }
        }
    }
}

static generator(int) stays(void)
{
    defer say("deferred");
    for (;;)
        try {
            yield 7;
        } catch (e) {
        }
}

static generator(int) inner(void)
{
    defer say("inner deferred");
    try {
        yield 1;
    } catch (e) {
        yield 2;
    }
}
static generator(int) outer(void)
{
    defer say("outer deferred");
    try {
        yield_from(void, inner());
    } catch (e) {
        printf(", outer %d", e);
    }
}

static generator(int) one(void)
{
    defer say("inner");
    yield 1;
}
static generator(int) anew(void)
{
    defer say("outer");
    try {
        yield 1;
    } catch (e) {
        say("caught");
        yield_from(void, one());
    }
}

static generator(int) catches_in_defer(void)
{
    defer say("last");
    defer
    try {
        gen_each (int i, polite())
            if (i == 2)
                throw EIO;
    } catch (e) {
        printf(", caught %d", e);
    }
    try {
        yield 1;
    } catch (e) {
        yield 2;
    }
}

static generator(int) catches(void)
{
    yield 0;
    gen_each (int i, catches_in_defer())
        yield i;
}

static generator(int) around(void)
{
    defer say("outer");
    generator(int) g = one();
    gen_next(g);
    defer gen_free(g);
    try {
        yield 1;
    } catch (e) {
        yield 2;
    }
}

static async generator(int) later(void)
{
    defer say("deferred");
    defer
    {
        await async_sleep(1);
        say("awaited");
    }
    try {
        throw EIO;
    } catch (e) {
        try {
            yield 1;
        } catch (closed) {
            await async_yield();
            yield 2;
        }
    }
}

static async generator(int) inner_later(void)
{
    defer
    {
        await async_sleep(1);
        say("inner");
    }
    try {
        yield 1;
    } catch (e) {
        yield 2;
    }
}
static async generator(int) outer_later(void)
{
    defer say("deferred");
    try {
        yield_from(void, inner_later());
    } catch (e) {
        await async_yield();
        printf(", outer %d", e);
    }
}

static void ended(const char *name, generator(int) g)
{
    begin(name);
    gen_next(g);
    gen_free(g);
    puts("");
}

static async void tasks(void)
{
    begin("later");
    generator(int) g = later();
    await gen_anext(g);
    gen_free(g);
    await async_sleep(2);
    puts("");

    begin("later chain");
    g = outer_later();
    await gen_anext(g);
    await gen_aclose(g);
    gen_free(g);
    puts("");

    begin("each later");
    try {
        await_each (int i, later())
            if (i == 1)
                break;
    } catch (e) {
    }
    await async_sleep(2);
    puts("");
}

int main(void)
{
    async_test_clock(true);
    async_on_unhandled(reported, NULL);
    ended("held", held());
    ended("loop", loops(4));
    ended("each", each());
    ended("rethrown", rethrows());

    begin("again");
    generator(int) g = stays();
    gen_next(g);
    printf("%d", gen_close(g));
    gen_next(g);
    printf(", %d", *g);
    printf(", %d", gen_close(g));
    separator = ", ";
    gen_free(g);
    puts("");

    begin("chain");
    g = outer();
    gen_next(g);
    gen_close(g);
    gen_free(g);
    puts("");

    ended("anew", anew());

    begin("catches in a defer");
    g = catches();
    gen_next(g);
    gen_next(g);
    gen_free(g);
    puts("");

    ended("by an outer one", around());
    async_run(tasks());
    ended("without a loop", stays());
    return 0;
}
