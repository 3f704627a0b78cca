#include <async.h>

async int shared(const char *p, int x) __attribute__((nonnull(1), leaf));
static inline __attribute__((always_inline, pure)) async int in_header(int x)
{
    await async_yield();
    return x;
}
