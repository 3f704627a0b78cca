// The runtime's own async functions as tasks.
// no-erase
// expect: slept 1
// expect: read 5 hello
// expect: any 1
// expect: next 7
// expect: run 3
#include <async.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

static generator(int) sevens(void)
{
    for (;;)
        yield 7;
}
static async void tasks(void)
{
    future(void) nap = spawn(async_sleep(0.01));
    await nap;
    printf("slept %d\n", future_done(nap));
    int ends[2];
    if (pipe(ends))
        return;
    char text[8];
    future(async_ssize) got = spawn(async_read(ends[0], text, sizeof text));
    await async_write(ends[1], "hello", 5);
    int size = (int)*await got;
    printf("read %d %.*s\n", size, size, text);
    future(void) all[2] = {spawn(async_sleep(100)), spawn(async_yield())};
    future(int) first = spawn(async_any_n(all, 2));
    printf("any %d\n", *await first);
    generator(int) g = sevens();
    future(async_bool) more = spawn(gen_anext(g));
    if (*await more)
        printf("next %d\n", *g);
    gen_free(g);
    close(ends[0]), close(ends[1]);
}
int main(void)
{
    async_run(tasks());
    int ends[2];
    char text[8];
    if (pipe(ends) || write(ends[1], "abc", 3) != 3)
        return 1;
    printf("run %d\n", (int)async_run(async_read(ends[0], text, sizeof text)));
}
