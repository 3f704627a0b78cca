// The end of the loop asks each task once, whatever ends meanwhile; and what they detach then, too.
// no-erase
// expect: main is over
// expect: early ends
// expect: detached meanwhile ends
// expect: late ends
// expect: oldest ends
#include <async.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

/* Goes on for some turns after it was asked; another request would be seen. */
static async void resists(const char *name, int turns, bool detaches)
{
    try {
        await async_sleep(60);
    } catch (e) {
        if (e != ECANCELED)
            throw;
    }
    try {
        if (detaches)
            detach(spawn(resists("detached meanwhile", 5, false)));
        for (int i = 0; i < turns; i++)
            await async_yield();
    } catch (e) {
        printf("%s is asked again\n", name);
    }
    printf("%s ends\n", name);
}

async int main(void)
{
    detach(spawn(resists("oldest", 30, false)));
    detach(spawn(resists("late", 20, true)));
    detach(spawn(resists("early", 2, false)));
    await async_yield();
    await async_yield();
    puts("main is over");
    return 0;
}
