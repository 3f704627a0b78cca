// Every place where a spawn may stand throws ENOMEM when there is no memory for its task, and leaves
// nothing behind.
// no-erase
#include <async.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

// The allocator fails every call while it is told to.
static bool is_empty;
static void *scarce(void *block, async_size size)
{
    if (!size) {
        free(block);
        return NULL;
    }
    return is_empty ? NULL : realloc(block, size);
}

// A task too large for any memory that is there already.
struct large {
    char bytes[3000];
};

static int alive;

static async void child(struct large large)
{
    (void)large;
    alive++;
    defer alive--;
    await async_sleep(1);
}

static async int answer(struct large large)
{
    (void)large;
    await async_sleep(1);
    return 42;
}

static int take(future(void) task, int value)
{
    (void)task;
    return value;
}

static int order;
static int next(void)
{
    return ++order;
}

static async int position(int which, struct large large)
{
    future(void) tasks[3] = {0};
    future(void) late;
    struct {
        future(void) task;
    } box = {0};
    defer printf("defer ");
    spawn(child(large));
    is_empty = true;
    switch (which) {
    case 0: {
        future(void) owned = spawn(child(large));
        (void)owned;
        break;
    }
    case 1:
        spawn(child(large));
        break;
    case 2:
        tasks[next()] = spawn(child(large));
        break;
    case 3:
        late = spawn(child(large));
        return take(late, 1);
    case 4:
        return take(spawn(child(large)), next());
    case 5:
        detach(spawn(child(large)));
        break;
    case 6:
        await spawn(child(large));
        break;
    case 7:
        return *await spawn(answer(large));
    case 8:
        box.task = next() ? spawn(child(large)) : NULL;
        break;
    case 9:
        if (next() && spawn(child(large)))
            return 9;
        break;
    case 10:
        for (int i = 0; i < 3; tasks[i++] = spawn(child(large)))
            order++;
        break;
    case 11:
        while ((tasks[0] = spawn(child(large))))
            order++;
        break;
    case 12:
        await async_all(spawn(child(large)), spawn(child(large)));
        break;
    case 13: {
        async void (*pointer)(struct large) = child;
        tasks[1] = spawn(pointer(large));
        break;
    }
    case 14:
        (void)(next(), spawn(child(large)));
        break;
    case 15: {
        future(void) pair[] = {spawn(child(large)), spawn(child(large))};
        await async_all_n(pair, 2);
        break;
    }
    case 16:
        box.task = ({
            next();
            (spawn(child(large)));
        });
        break;
    case 17:
        try {
            tasks[0] = spawn(child(large));
        } catch (e) {
            printf("caught %d ", async_caught().code == e);
            throw;
        }
        break;
    case 18:
        switch ((int)(spawn(child(large)) != NULL)) {
        case 1:
            return 18;
        }
        break;
    }
    is_empty = false;
    (void)tasks;
    return which == (box.task == NULL);
}

static async int all(void)
{
    async_test_clock(true);
    for (int i = 0; i < 19; i++) {
        static struct large large;
        int code = 0;
        order = 0;
        try {
            await position(i, large);
        } catch (e) {
            code = e;
            if (e == ECANCELED)
                throw;
        }
        is_empty = false;
        printf("%d: %s, %d left, order %d\n", i, code == ENOMEM ? "ENOMEM" : "no error", alive, order);
    }
    return 0;
}

int main(void)
{
    async_set_allocator(scarce);
    return async_run(all());
}

// expect: defer 0: ENOMEM, 0 left, order 0
// expect: defer 1: ENOMEM, 0 left, order 0
// expect: defer 2: ENOMEM, 0 left, order 1
// expect: defer 3: ENOMEM, 0 left, order 0
// expect: defer 4: ENOMEM, 0 left, order 0
// expect: defer 5: ENOMEM, 0 left, order 0
// expect: defer 6: ENOMEM, 0 left, order 0
// expect: defer 7: ENOMEM, 0 left, order 0
// expect: defer 8: ENOMEM, 0 left, order 1
// expect: defer 9: ENOMEM, 0 left, order 1
// expect: defer 10: ENOMEM, 0 left, order 1
// expect: defer 11: ENOMEM, 0 left, order 0
// expect: defer 12: ENOMEM, 0 left, order 0
// expect: defer 13: ENOMEM, 0 left, order 0
// expect: defer 14: ENOMEM, 0 left, order 1
// expect: defer 15: ENOMEM, 0 left, order 0
// expect: defer 16: ENOMEM, 0 left, order 1
// expect: caught 1 defer 17: ENOMEM, 0 left, order 0
// expect: defer 18: ENOMEM, 0 left, order 0
