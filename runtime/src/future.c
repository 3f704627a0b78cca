/* SPDX-License-Identifier: MIT
 *
 * Futures: what can be asked of every one, bare ones, and callbacks, which are reactions in the
 * list of waiters.
 */
#include "task.h"

#include <errno.h>
#include <string.h>

/* ---- asking ---- */

enum async_future_state future_state(async_future_handle handle)
{
    struct async_future *future = future_checked(handle);
    if (!future_is_done(future))
        return ASYNC_PENDING;
    return future->node.state == TASK_CANCELLED ? ASYNC_CANCELLED : ASYNC_FINISHED;
}

bool future_done(async_future_handle handle)
{
    return future_is_done(future_checked(handle));
}

bool future_cancelled(async_future_handle handle)
{
    return future_checked(handle)->node.state == TASK_CANCELLED;
}

int future_error(async_future_handle handle)
{
    struct async_future *future = future_checked(handle);
    if (future->node.state == TASK_CANCELLED)
        return ECANCELED;
    if (!future_is_done(future) || !future->node.task.thrown)
        return 0;
    future->node.flags |= NODE_COLLECTED;
    return async_code(future->node.task.thrown);
}

/* ---- bare futures ---- */

struct async_future *future_alloc(struct async_loop *loop, size_t size)
{
    size_t whole = sizeof(struct async_future) + size;
    unsigned size_class = pool_class(whole);
    struct async_future *future =
        loop->is_debug ? debug_take(loop, whole) : pool_take(&loop->pool, whole, size_class);
    if (!future)
        return NULL;
    if (loop->is_debug)
        size_class = future->node.size_class;
    else
        memset(future + 1, 0, size);
    memset(future, 0, sizeof *future);
    future->node.state = TASK_PENDING;
    future->node.size_class = (unsigned char)size_class;
    future->node.flags = NODE_BARE | NODE_KEPT;
    return future;
}

void ASYNC_HANDLE *async_future_new(size_t size, const char *file, unsigned line)
{
    struct async_loop *loop = loop_here;
    if (!loop) {
        errno = ENOTCONN;
        return NULL;
    }
    struct async_future *future = future_alloc(loop, size);
    if (!future)
        return NULL;
    if (debug_is_tagged(future))
        debug_made(future, file, line);
    owner_add(&loop->futures, future, &loop->owners);
    return future + 1;
}

/* May it be given an outcome? Says why not. */
static bool is_open(struct async_future *future)
{
    if (future->node.state == TASK_PENDING)
        return true;
    if (!(future->node.flags & NODE_BARE))
        report(ASYNC_REPORT_SECOND_OUTCOME, NULL, "a task cannot be given an outcome");
    else if (future->node.state == TASK_FINISHED)
        report(ASYNC_REPORT_SECOND_OUTCOME, NULL, "a future was given a second outcome");
    return false;
}

bool async_future_set(async_future_handle handle, const void *value, size_t size)
{
    struct async_future *future = future_checked(handle);
    if (!is_open(future))
        return false;
    memcpy(future + 1, value, size);
    future_finish(loop_here, future, TASK_FINISHED, NULL);
    return true;
}

bool future_fail(async_future_handle handle, int code)
{
    struct async_future *future = future_checked(handle);
    struct async_error *error = error_new(code);
    if (!is_open(future)) {
        error_free(error);
        return false;
    }
    if (async_code(error) == ECANCELED) {
        error_free(error);
        return future_cancel(handle);
    }
    future_finish(loop_here, future, TASK_FINISHED, error);
    return true;
}

int future_free(async_future_handle handle)
{
    struct async_loop *loop = loop_here;
    if (!handle)
        return 0;
    struct async_future *future = future_checked(handle);
    bool is_busy = !future_is_done(future) && !(future->node.flags & NODE_BARE);
    if (is_busy || future->node.flags & NODE_OWNED) {
        errno = EBUSY;
        return -1;
    }
    future_ask(loop, future);
    owner_remove(future);
    task_release(loop, future);
    return 0;
}

/* ---- callbacks ---- */

struct callback {
    struct async_reaction reaction;
    void (*function)(void *arg);
    void *arg;
};

static void callback_run(struct async_loop *loop, struct async_reaction *reaction)
{
    struct callback callback = *(struct callback *)reaction;
    pool_give(&loop->pool, reaction, callback.reaction.node.size_class);
    callback.function(callback.arg);
}

int future_on_done(async_future_handle handle, void (*function)(void *), void *arg)
{
    struct async_loop *loop = loop_here;
    struct async_future *future = future_checked(handle);
    unsigned size_class = pool_class(sizeof(struct callback));
    struct callback *callback = pool_take(&loop->pool, sizeof *callback, size_class);
    if (!callback)
        return -1;
    *callback = (struct callback){
        {{.flags = NODE_REACTION, .size_class = (unsigned char)size_class}, callback_run},
        function,
        arg};
    if (future_is_done(future))
        loop_make_ready(loop, &callback->reaction.node);
    else
        future_add_waiter(future, &callback->reaction.node, TASK_AWAITING);
    return 0;
}

static bool is_callback(const struct async_node *node, void (*function)(void *), void *arg)
{
    const struct callback *callback = (const struct callback *)node;
    return node->flags & NODE_REACTION && callback->reaction.run == callback_run &&
           callback->function == function && callback->arg == arg;
}

int future_remove_on_done(async_future_handle handle, void (*function)(void *), void *arg)
{
    int removed = 0;
    struct async_node **link = &future_checked(handle)->waiters;
    for (struct async_node *node; (node = *link);) {
        if (!is_callback(node, function, arg)) {
            link = &node->at.wait.next;
            continue;
        }
        *link = node->at.wait.next;
        pool_give(&loop_here->pool, node, node->size_class);
        removed++;
    }
    return removed;
}
