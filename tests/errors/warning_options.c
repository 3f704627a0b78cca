// flags: -Werror -Wno-error=endless-loop -Wno-blocking-call -Wno-unknown-to-awaitc
#include <async.h>

#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

async int main(void)
{
    sleep(1);
    pthread_mutex_lock(&lock);
    await async_yield();
    for (;;)
        ;
}
