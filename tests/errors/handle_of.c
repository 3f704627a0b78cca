/* There are futures of objects that can be assigned. */
#include <async.h>

typedef int three[3];

static async int local(void)
{
    future(int[3]) a = 0;
    generator(three) b = 0;
    return a == 0 && b == 0;
}

async void takes(future(char[8]) f);
generator(int[2]) gives(void);
future(three) global;
