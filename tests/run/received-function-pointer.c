// Types that are written around a name, of what generators receive and give.
// no-erase
// expect: 22
// expect: 31 0
#include <async.h>
#include <stdio.h>

typedef int function_t(int);
static int one(int x)
{
    return x + 1;
}
static int two(int x)
{
    return x + 2;
}

static generator(int) applied(void)
{
    for (int i = 20;; i += 10) {
        yield i;
        function_t *function = received(__typeof__(int (*)(int)));
        yield function(i);
        if (function == one)
            gen_return(function);
    }
}

static generator(int) outer(void)
{
    int (*last)(int) = yield_from(__typeof__(int (*)(int)), applied());
    yield last == two;
}

int main(void)
{
    generator(int) calls = outer();
    function_t *first = two, *second = one;
    gen_next(calls);
    gen_send(calls, first);
    printf("%d\n", *calls);
    gen_next(calls);
    gen_send(calls, second);
    int given = *calls;
    gen_next(calls);
    printf("%d %d\n", given, *calls);
    gen_free(calls);
}
