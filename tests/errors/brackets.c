/* A keyword whose brackets are missing. */
#include <async.h>

async int late(int x);

async int no_name(int x)
{
    try {
        return await late(x);
    } catch {
        return 0;
    }
}
