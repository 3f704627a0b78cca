#include <async.h>

async int other();

async int main(void)
{
    return await other(3);
}
