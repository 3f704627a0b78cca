#include <async.h>

// What `size` stands for cannot be written out: it would be expanded once more.
enum { size = 15 };
#define size         (size + 1)
#define ALIGNED_PURE __attribute__((pure, aligned(size)))

ALIGNED_PURE async int late(int x)
{
    await async_yield();
    return x;
}
