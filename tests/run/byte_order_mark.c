// The file begins with a byte order mark.
// expect: 1
#include <async.h>
#include <stdio.h>

async int main(void)
{
    await async_yield();
    puts("1");
    return 0;
}
