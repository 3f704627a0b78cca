/* Generators do not mix with others, with futures, pointers and values. */
#include <async.h>

generator(int) numbers(void);
generator(char *) texts(void);
async int late(void);

async void mixes(void)
{
    generator(int) a = texts();
    future(int) b = numbers();
    generator(int) c = spawn(late());
    int *d = numbers();
    int e = numbers();
    gen_each (char *s, numbers())
        (void)s;
    (void)a, (void)c, (void)d, (void)e;
}

generator(int) returns_value(void)
{
    yield 1;
    return 5;
}
