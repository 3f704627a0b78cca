#include <async.h>

async int main(void)
{
    if (1) {
        await async_yield();
