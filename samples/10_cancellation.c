// Cancellation and cleanup: a worker is asked to end wherever it stands, and gives back in order
// what it holds. Giving back may take time, too.
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static async void log_out(const char *name)
{
    await async_sleep(0.05); // a goodbye to some server
    printf("%s logged out\n", name);
}

static async void worker(const char *name, int jobs, double seconds)
{
    char *buffer = malloc(64);
    if (!buffer)
        throw ENOMEM;
    defer free(buffer);
    printf("%s logged in\n", name);
    defer await log_out(name);

    for (int job = 1; job <= jobs; job++) {
        defer printf("%s closed job %d\n", name, job);
        snprintf(buffer, 64, "%s did job %d", name, job);
        await async_sleep(seconds);
        printf("%s\n", buffer);
    }
}

// Goes on with what cannot be left half done, and passes the request on afterwards.
static async void transfer(void)
{
    printf("debit\n");
    try {
        await async_sleep(0.2);
    } catch (e) {
        printf("credit, though asked to end\n");
        throw;
    }
    printf("credit\n");
}

async int main(void)
{
    {
        future(void) ada = spawn(worker("Ada", 2, 0.05));
        future(void) bob = spawn(worker("Bob", 9, 3));
        await async_any(ada, bob);
        printf("Ada is done\n");
    } // Bob is cancelled and waited for
    printf("Bob is done, too\n");

    future(void) task = spawn(transfer());
    await async_sleep(0.1);
    future_cancel(task);
    await async_settle(task);
    printf("cancelled: %d\n", future_cancelled(task));
}
