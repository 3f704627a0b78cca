// Structured tasks: who spawns in a block leaves it when they are done. When one fails the others
// are cancelled, and the error is thrown where all are waited for.
#include <async.h>
#include <errno.h>
#include <stdio.h>

static async int fetch(const char *name, double seconds, int code)
{
    try {
        await async_sleep(seconds);
    } catch (e) {
        printf("  %s is not needed any more\n", name);
        throw;
    }
    if (code)
        throw async_error(code, name);
    printf("  %s is there\n", name);
    return 1;
}

// All or nothing.
static async int page(int code)
{
    future(int) text = spawn(fetch("text", 0.1, 0));
    future(int) image = spawn(fetch("image", 0.2, code));
    future(int) advert = spawn(fetch("advert", 0.8, 0));
    await async_all(text, image, advert);
    return *text + *image + *advert;
}

// The fastest wins: the others end with the block.
static async int fastest(void)
{
    future(int) mirrors[] = {NULL, NULL};
    future(int) near = spawn(fetch("near mirror", 0.1, 0));
    future(int) far = spawn(fetch("far mirror", 3, 0));
    mirrors[0] = far, mirrors[1] = near;
    return await async_any_n(mirrors, 2);
}

// As many as there are: these belong to the call.
static async int sum(int count)
{
    future(int) parts[10];
    for (int i = 0; i < count; i++)
        parts[i] = spawn(fetch("part", 0.1, 0));
    int total = 0;
    for (int i = 0; i < count; i++)
        total += *await parts[i];
    return total;
}

async int main(void)
{
    printf("page: %d parts\n", await page(0));
    try {
        await page(EIO);
    } catch (e) {
        printf("no page: %s failed with %s\n", async_caught().message, async_error_name(e));
    }
    printf("mirror %d\n", await fastest());
    printf("sum %d\n", await sum(3));
}
