// only warnings
#include <async.h>

#include <pthread.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct queue {
    pthread_mutex_t lock;
    pthread_rwlock_t table;
};
static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;

static async int held(struct queue *queue, int x)
{
    pthread_mutex_lock(&all);
    x += await late(1);
    pthread_mutex_unlock(&all);
    if (x == 1)
        pthread_mutex_lock(&queue->lock);
    await late(2);
    pthread_mutex_unlock(&queue->lock);
    (void)pthread_rwlock_rdlock(&queue->table);
    if (x == 2) {
        pthread_rwlock_unlock(&queue->table);
        return 0;
    }
    while (x--)
        await late(3);
    pthread_rwlock_unlock(&queue->table);
    flockfile(stdout);
    switch (x) {
    case 1:
        funlockfile(stdout);
        await late(4);
        break;
    default:
        await late(5);
        funlockfile(stdout);
    }
    x = ({
        pthread_mutex_lock(&all);
        int y = await late(6);
        pthread_mutex_unlock(&all);
        y;
    });
    return await late(x);
}

/* Locks that may have failed, and what blocks do at their end. */
static void release(pthread_mutex_t **lock)
{
    pthread_mutex_unlock(*lock);
}

static async generator(int) numbers(void)
{
    await late(1);
    yield 1;
}

static async int tried(struct queue *queue, int x)
{
    int result = pthread_mutex_lock(&all);
    if (result)
        return await late(1);
    await late(10);
    pthread_mutex_unlock(&all);
    if (pthread_mutex_lock(&all) != 0)
        return await late(1);
    await late(11);
    pthread_mutex_unlock(&all);
    while (pthread_mutex_trylock(&all))
        await late(1);
    await late(12);
    pthread_mutex_unlock(&all);
    if (x && !pthread_rwlock_trywrlock(&queue->table)) {
        await late(13);
        pthread_rwlock_unlock(&queue->table);
    }
    if ((result = pthread_mutex_trylock(&all)) == 0)
        await late(14);
    else
        await late(1);
    pthread_mutex_unlock(&all), await late(1), pthread_mutex_lock(&all), await late(15);
    return pthread_mutex_unlock(&all);
}

static async void deferred(int x)
{
    for (; x; x--) {
        await late(1);
        pthread_mutex_lock(&all);
        defer pthread_mutex_unlock(&all);
        if (x == 1)
            continue;
        if (x == 2)
            break;
        await late(16);
    }
    await late(1);
    {
        pthread_mutex_lock(&all);
        __attribute__((cleanup(release))) pthread_mutex_t *lock = &all;
        (*pthread_mutex_unlock)(lock);
        (*pthread_mutex_lock)(lock);
        await_each (int number, numbers())
            x += number;
    }
    await late(1);
}

static async int freed(struct queue *queue, int x)
{
    pthread_mutex_lock(&all);
    pthread_mutex_unlock(&all);
    await late(1);
    if (x)
        pthread_mutex_lock(&all);
    x++;
    if (x)
        pthread_mutex_unlock(&all);
    await late(2);
    if (pthread_mutex_trylock(&all) || pthread_mutex_lock(&queue->lock))
        return await late(3);
    pthread_mutex_unlock(&all);
    for (;;) {
        pthread_mutex_lock(&queue->lock);
        if (x == 3)
            break;
        if (x == 4)
            goto out;
        pthread_mutex_unlock(&queue->lock);
        await late(4);
    }
out:
    pthread_mutex_unlock(&queue->lock);
    return await late(5);
}

async int main(void)
{
    struct queue queue = {.lock = PTHREAD_MUTEX_INITIALIZER};
    return await held(&queue, 1) + await freed(&queue, 2) + await tried(&queue, 3) +
           (await deferred(4), 0);
}
