#include <async.h>

// What `size` stands for cannot be written out: it would be expanded once more, in the string.
enum { size = 15 };
#define size         (size + 1)
#define SAID(x)      __attribute__((pure, aligned(x), annotate(#x)))
#define SAY(x)       SAID(x)
#define ALIGNED_PURE SAY(size)

ALIGNED_PURE async int late(int x)
{
    await async_yield();
    return x;
}
