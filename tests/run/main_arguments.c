// async int main takes arguments and gives the exit status.
// args: one two three
// status: 7
// expect: 4: one two three end
#include <async.h>
#include <stdio.h>

static async int report(int argc, char **argv)
{
    printf("%d:", argc);
    for (int i = 1; i < argc; i++) {
        await async_yield();
        printf(" %s", argv[i]);
    }
    puts(argv[argc] ? "?" : " end");
    return argc + 3;
}

async int main(int argc, char *argv[])
{
    await async_sleep(0.001);
    return await report(argc, argv);
}
