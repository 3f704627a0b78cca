// Falling off the end of main gives 0, and main may be called like any other function.
// args: 3
// expect: 1
// expect: 2
// expect: 3
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

async int main(int argc, char **argv)
{
    if (argc > 1) {
        int n = atoi(argv[1]);
        char smaller[] = {(char)('0' + n - 1), 0};
        char *arguments[] = {argv[0], smaller, NULL};
        await async_yield();
        if (n > 1 && await main(2, arguments))
            abort();
        printf("%d\n", n);
    }
    await async_yield();
}
