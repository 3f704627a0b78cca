#include "no_such_folder/async.h"

async int main(void)
{
    await async_sleep(1);
    undeclared();
}
