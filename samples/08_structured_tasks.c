// Structured tasks: `future(T) x = spawn(...)` belongs to its block. Leaving the block, in whatever
// way, cancels the task if it still runs, and waits for it. So nothing runs on behind your back.
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

// All or nothing: when one fails the others are cancelled, and its error is thrown.
static async int page(int code)
{
    future(int) text = spawn(fetch("text", 0.1, 0));
    future(int) image = spawn(fetch("image", 0.2, code));
    future(int) advert = spawn(fetch("advert", 0.8, 0));
    await async_all(text, image, advert);
    return *text + *image + *advert;
}

// The fastest wins: its index. The other one ends with the block.
static async int fastest(void)
{
    future(int) far = spawn(fetch("far mirror", 3, 0));
    future(int) near = spawn(fetch("near mirror", 0.1, 0));
    return await async_any(far, near);
}

// As many as there are: what is no declaration of its own belongs to the call.
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
    printf("the fastest: mirror %d\n", await fastest());
    printf("sum: %d\n", await sum(3));
}
