#include <async.h>

async int ask(int question);
int plain(int value);

/* What stands before an await is evaluated before it; both sides of && run only when C says so. */
static async int mixed(int *values, int n)
{
    values[n++] += plain(n) + await ask(n) * 2;
    if (n > 3 && await ask(n) == plain(1))
        return n ? await ask(1) : 0;
    return plain(2) + (await ask(2), 3);
}
