// Awaits in the arguments of the system's own macros.
// expect: digits 3
// expect: 1 0
// expect: 5 errno 0
#include <async.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int digits = 0;
    for (const char *s = "a1b23"; *s; s++)
        if (isdigit((unsigned char)await late(*s)))
            digits++;
    printf("digits %d\n", digits);
    printf("%d %d\n", S_ISREG(await late(S_IFREG)), S_ISDIR(await late(S_IFREG)));
    errno = 0;
    printf("%d errno %d\n", await late(5), errno + await late(0));
    return 0;
}
