/* What stands behind a keyword. */
#include <async.h>

static generator(int) numbers(void)
{
    yield for (;;);
    gen_return(1, 2);
}

static async int errors(int x)
{
    throw if (x) x++;
    gen_free(numbers());
    return x;
}
