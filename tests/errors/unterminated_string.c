#include <async.h>
async int f(const char *s);
async int main(void)
{
    return await f("never closed);
}
