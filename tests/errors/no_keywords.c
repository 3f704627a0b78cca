#define ASYNC_NO_KEYWORDS
#include <async.h>

_Async int late(int x);

async int main(void)
{
    return await late(1);
}
