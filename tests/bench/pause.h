/* SPDX-License-Identifier: MIT
 *
 * The smallest leaf there is, by hand in the ABI: suspends its task until somebody steps it.
 */
#ifndef BENCH_PAUSE_H
#define BENCH_PAUSE_H

#include <async.h>

struct pause {
    char nothing;
};

ASYNC_LEAF(struct pause) void pause_here(void);

#ifdef ASYNC_GENERATED
static inline ASYNC_UNUSED async_status pause_here__start(struct pause *frame,
                                                          struct async_task *task)
{
    (void)frame;
    if (async_over(&task->innermost))
        __builtin_unreachable(); /* as with the peers' leaves, it is known to suspend */
    return &task->innermost;
}
#endif

#endif
