/* SPDX-License-Identifier: MIT
 *
 * The scheduler of awaitc.c, over <async/frame.h> alone: one task that is stepped until it is done.
 */
#include <async/frame.h>
#include <stddef.h>

/* Async functions under the types that ordinary files see. */
extern long ready_loop_1(long count), ready_loop_10(long count);
extern long susp_1(long count), susp_10(long count);

static long run(long (*root)(long), long count)
{
    struct async_task task = {0};
    long sum = 0;
    async_call.task = &task;
    async_status status = ASYNC_CALL(&sum, root(count));
    if (status) {
        *status = NULL;
        while (!async_step(&task))
            continue;
    }
    async_drop_chunks(&task);
    return sum;
}

long ready1(long count)
{
    return run(ready_loop_1, count);
}

long ready10(long count)
{
    return run(ready_loop_10, count);
}

long susp1(long count)
{
    return run(susp_1, count);
}

long susp10(long count)
{
    return run(susp_10, count);
}
