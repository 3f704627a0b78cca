// flags: -std=c11
#include <async.h>

/* What??! */
async int late(int x)
??<
    await async_yield();
    return x;
??>
