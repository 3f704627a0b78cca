#include <async.h>

async int main(void)
{
    _Pragma("pack(push, 1)")
    struct packed {
        char c;
        int i;
    } packed = {1, 2};
    _Pragma("pack(pop)")
    struct packed *at = &packed;
    await async_yield();
    return at->i - 2;
}
