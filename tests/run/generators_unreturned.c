// What gen_return gave is forgotten if an error comes out of it after all, of a defer.
// no-erase
// expect: failed: 5, value 0
// expect: caught: value 0
// expect: caught in a loop: value 3
// expect: large: value 9
// expect: in the defer: value 4
// expect: delegated: value 0
#include <async.h>
#include <errno.h>
#include <stdio.h>

struct large {
    int numbers[100];
};

static generator(int) fails(void)
{
    if (0)
        yield 0;
    throw EIO;
}

static generator(int) failed(void)
{
    generator(int) g = fails();
    defer gen_free(g);
    defer gen_next(g);
    yield 1;
    gen_return(4);
}

static generator(int) caught(void)
{
    try {
        generator(int) g = fails();
        defer gen_free(g);
        defer gen_next(g);
        yield 1;
        gen_return(4);
    } catch (e) {
    }
}

static generator(int) loops(void)
{
    for (int i = 0;; i++)
        try {
            generator(int) g = fails();
            defer gen_free(g);
            defer if (i < 3) gen_next(g);
            yield i;
            gen_return(i);
        } catch (e) {
        }
}

static generator(int) large(void)
{
    try {
        generator(int) g = fails();
        defer gen_free(g);
        defer gen_next(g);
        yield 1;
        gen_return((struct large){{8}});
    } catch (e) {
        gen_return((struct large){{9}});
    }
}

static generator(int) in_the_defer(void)
{
    defer
    {
        generator(int) g = fails();
        defer gen_free(g);
        try {
            gen_next(g);
        } catch (e) {
        }
    }
    yield 1;
    gen_return(4);
}

static generator(int) delegates(void)
{
    gen_return(yield_from(int, caught()));
}

static void through(const char *name, generator(int) g)
{
    while (gen_next(g))
        continue;
    printf("%s: value %d\n", name, gen_value(int, g));
    gen_free(g);
}

int main(void)
{
    generator(int) g = failed();
    gen_next(g);
    gen_next(g);
    printf("failed: %d, value %d\n", gen_error(g), gen_value(int, g));
    gen_free(g);
    through("caught", caught());
    through("caught in a loop", loops());
    g = large();
    gen_next(g);
    gen_next(g);
    printf("large: value %d\n", gen_value(struct large, g).numbers[0]);
    gen_free(g);
    through("in the defer", in_the_defer());
    through("delegated", delegates());
    return 0;
}
