#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static int sum;
/* The name in its own definition is not expanded again: there is no way to write that down where
 * a string is made of it. */
#define sum (sum + 1)

#define TEXT(x) #x[0]
#define LATE(x)                                                                                    \
    do {                                                                                           \
        if (await late(x) + LETTER < 0)                                                            \
            return -1;                                                                             \
    } while (0)
#define LETTER_OF(x) TEXT(x)
#define LETTER       (LETTER_OF(sum) + sum)
#define FIRST        (values[0] + LETTER)

async int main(void)
{
    int values[2] = {1, 2};
    LATE(1);
    return FIRST;
}
