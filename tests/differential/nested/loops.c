/* SPDX-License-Identifier: MIT
 *
 * Lets async_run() be called while a loop runs, for the bridges that asyncify makes: such a call
 * runs on a loop of its own, on top of the one that waits for it. To be linked with
 *
 *     -Wl,--wrap=async_run_open,--wrap=async_run_until,--wrap=async_task_free,--wrap=async_yield__start
 *
 * Loops are kept for the next call of the same depth. A longjmp leaves calls behind that will never
 * end; they are known by their place on the C stack, which grows downwards.
 */
#define ASYNC_GENERATED 1
#include <async.h>
#include <stdlib.h>

#ifdef ASYNC_NO_THREADS
extern struct async_loop *async__loop_here;
#else
extern _Thread_local struct async_loop *async__loop_here;
#endif

struct level {
    struct async_loop *loop, *outer;
    const char *place; /* a bit below the frame of the call */
    const volatile void *task;
    struct async_call saved;
};

enum { MOST_LEVELS = 100000 };
static struct level levels[MOST_LEVELS];
static unsigned depth;

int __real_async_run_open(const struct async_places *first, const struct async_places *end);
int __real_async_run_until(const volatile void *handle);
void __real_async_task_free(const volatile void *handle);
async_status __real_async_yield__start(struct async_wait *wait, struct async_task *task);

/* Forgets the calls whose frames are gone. */
static void settle(const char *place)
{
    while (depth && levels[depth - 1].place < place) {
        struct level *level = &levels[--depth];
        level->loop = NULL;
        async__loop_here = level->outer;
        async_call = level->saved;
    }
}

int __wrap_async_run_open(const struct async_places *first, const struct async_places *end)
{
    const char *place = __builtin_frame_address(0);
    settle(place);
    if (!async__loop_here)
        return __real_async_run_open(first, end);
    if (depth == MOST_LEVELS)
        abort();
    struct level *level = &levels[depth++];
    level->outer = async__loop_here;
    level->place = place;
    level->saved = async_call;
    async__loop_here = level->loop;
    if (!async__loop_here && async_loop_open(NULL) != 0)
        abort();
    level->loop = async__loop_here;
    return 1;
}

int __wrap_async_run_until(const volatile void *handle)
{
    settle(__builtin_frame_address(0));
    if (depth)
        levels[depth - 1].task = handle;
    return __real_async_run_until(handle);
}

/* May be called by a jump, that is, from a place above. */
void __wrap_async_task_free(const volatile void *handle)
{
    unsigned at = depth;
    while (at && levels[at - 1].task != handle)
        at--;
    if (at)
        settle(levels[at - 1].place);
    __real_async_task_free(handle);
    if (at)
        async__loop_here = levels[--depth].outer;
}

async_status __wrap_async_yield__start(struct async_wait *wait, struct async_task *task)
{
    settle(__builtin_frame_address(0));
    return __real_async_yield__start(wait, task);
}
