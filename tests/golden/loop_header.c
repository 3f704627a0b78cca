#include <async.h>

async int next(void);

/* Only the loop whose header awaits is taken apart. */
static async long sum(int limit)
{
    long total = 0;
    int value;
    while ((value = await next()) < limit) {
        if (value < 0)
            continue;
        for (int i = 0; i < value; i++)
            total += i;
    }
    for (int i = 0; i < 3; i++)
        total += await next();
    return total;
}
