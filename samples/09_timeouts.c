// Timeouts: of one attempt, of all attempts together, and of waiting for what must not be stopped.
#include <async.h>
#include <errno.h>
#include <stdio.h>

static int busy; // for so many more questions nobody has time

static async int ask(void)
{
    await async_sleep(busy-- > 0 ? 10 : 0.05);
    return 42;
}

static async int ask_patiently(int times, double seconds)
{
    for (int i = 1;; i++)
        try {
            async_timeout (seconds)
                return await ask();
        } catch (e) {
            if (e != ETIMEDOUT || i == times)
                throw; // a cancellation, too
            printf("attempt %d timed out\n", i);
        }
}

static async int save(void)
{
    await async_sleep(0.5);
    printf("saved\n");
    return 1;
}

async int main(void)
{
    busy = 2;
    printf("answer %d\n", await ask_patiently(5, 0.4));

    busy = 100;
    try {
        async_timeout (1) // is up in the third attempt
            await ask_patiently(5, 0.4);
    } catch (e) {
        printf("all attempts: %s\n", async_error_name(e));
    }

    future(int) saving = spawn(save());
    try {
        async_timeout (0.1)
            await async_shield(saving); // stops waiting, not saving
    } catch (e) {
        printf("not saved yet\n");
    }
    await saving;
}
