/* catch declares its variable itself. */
#include <async.h>

async int late(int x);

async int with_type(int x)
{
    try {
        return await late(x);
    } catch (int e) {
        return e;
    }
}
