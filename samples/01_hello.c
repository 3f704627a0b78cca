// Says hello, waits a second without blocking the thread, and says goodbye.
#include <async.h>
#include <stdio.h>

async int greet(const char *name)
{
    printf("hello, %s\n", name);
    await async_sleep(1);
    return printf("goodbye, %s\n", name);
}

async int main(int argc, char **argv)
{
    int written = await greet(argc > 1 ? argv[1] : "world");
    printf("that was %d characters\n", written);
}
