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
    return await held(&queue, 1) + await freed(&queue, 2);
}
