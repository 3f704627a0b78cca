/* SPDX-License-Identifier: MIT
 *
 * async_shield: a future of its own that takes over the outcome of another one. To cancel it does
 * nothing to the other one. It is linked to what it shields, and freed with it.
 */
#include "task.h"

#include <errno.h>
#include <string.h>

struct shield {
    struct async_reaction reaction; /* to the inner one */
    struct async_link link;         /* among the dependents of the inner one */
    struct async_future *inner, *outer;
    size_t size; /* of the value */
};

static void take_over(struct async_loop *loop, struct shield *shield)
{
    struct async_future *inner = shield->inner, *outer = shield->outer;
    struct async_error *error = inner->node.task.thrown;
    inner->node.flags |= error ? NODE_COLLECTED : 0;
    if (future_is_done(outer))
        return;
    if (!error)
        memcpy(outer + 1, inner + 1, shield->size);
    future_finish(loop, outer, (enum node_state)inner->node.state,
                  error ? error_copy(error) : NULL);
}

static void shield_run(struct async_loop *loop, struct async_reaction *reaction)
{
    take_over(loop, (struct shield *)reaction);
}

/* The inner one is freed. */
static void shield_drop(struct async_loop *loop, struct async_link *link)
{
    struct shield *shield = (struct shield *)((char *)link - offsetof(struct shield, link));
    node_leave_wait(loop, &shield->reaction.node);
    if (future_is_done(shield->inner))
        take_over(loop, shield);
    else
        future_ask(loop, shield->outer);
    task_release(loop, shield->outer);
    memory_resize(shield, 0);
}

/* What has failed with ENOMEM, and takes none itself. */
static void *without_memory(void)
{
#ifdef ASYNC_NO_THREADS
    static struct async_future failed;
#else
    static _Thread_local struct async_future failed;
#endif
    failed = (struct async_future){.node = {.task.thrown = error_bare(ENOMEM),
                                            .state = TASK_FINISHED,
                                            .flags = NODE_BARE | NODE_KEPT | NODE_OWNED}};
    return &failed + 1;
}

void ASYNC_HANDLE *async_shield_of(async_future_handle handle, size_t size)
{
    struct async_future *inner = handle ? future_checked(handle) : NULL;
    if (!inner || future_is_done(inner))
        return (void *)handle;
    struct shield *shield = memory_resize(NULL, sizeof *shield);
    struct async_future *outer = shield ? future_alloc(loop_here, size) : NULL;
    if (!outer) {
        memory_resize(shield, 0);
        return without_memory();
    }
    outer->node.flags |= NODE_OWNED;
    *shield = (struct shield){.reaction = {{.flags = NODE_REACTION | NODE_COLLECTS}, shield_run},
                              .inner = inner,
                              .outer = outer,
                              .size = size};
    future_add_waiter(inner, &shield->reaction.node, TASK_AWAITING);
    link_add(&shield->link, inner, shield_drop);
    return outer + 1;
}
