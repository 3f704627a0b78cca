/* SPDX-License-Identifier: MIT
 *
 * The common part of all I/O: trying, waiting, trying again, and the budget of calls that a task
 * may make without waiting. Also the calls that do no more than wait, and async_close.
 */
#include "io.h"
#include "task.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

_Static_assert(offsetof(struct async_poll, fd) == sizeof(struct async_frame), "see watch_closed");
_Static_assert(offsetof(struct async_io, fd) == sizeof(struct async_frame), "see watch_closed");
_Static_assert(offsetof(struct async_io_peer, async_ret) == offsetof(struct async_io, async_ret),
               "the same");

int io_is_ready(int fd, enum direction direction)
{
    struct pollfd entry = {fd, direction == READING ? POLLIN : POLLOUT, 0};
    return fd < 0 || poll(&entry, 1, 0) != 0;
}

static ssize_t attempt_uninterrupted(struct async_io *io, io_attempt *attempt)
{
    ssize_t result;
    do
        result = attempt(io);
    while (result < 0 && errno == EINTR);
    return result;
}

/* 1: the task has used up its budget, and stands back: it is ready again in the next turn. */
static int stands_back(struct async_loop *loop, struct async_task *task)
{
    if (--loop->budget)
        return 0;
    loop_make_ready(loop, node_at(task));
    return 1;
}

/* Gives the result, and the error (in flags), that was kept while the task stood back. What has
 * been done is told in any case: to be cancelled is put off to the next time. */
static async_status kept_resume(struct async_frame *frame, struct async_task *task)
{
    struct async_io *io = (struct async_io *)frame;
    if (task->thrown)
        task_put_off_request(task);
    errno = io->flags;
    return ASYNC_DONE;
}

/* The call is done without having waited. */
static async_status finish(struct async_io *io, struct async_task *task, ssize_t result,
                           ssize_t *ret)
{
    int error = errno;
    *ret = result;
    if (!stands_back(loop_here, task))
        return ASYNC_DONE;
    io->async_ret = result;
    io->flags = error;
    io->head.resume = kept_resume;
    task->innermost = &io->head;
    return &io->head.parent;
}

async_status io_start(struct async_io *io, struct async_task *task, enum direction direction,
                      io_attempt *attempt, io_resume *resume, ssize_t *ret)
{
    ssize_t result = attempt_uninterrupted(io, attempt);
    if (result >= 0 || errno != EAGAIN)
        return finish(io, task, result, ret);
    if (watch_add(loop_here, node_at(task), io->fd, direction)) {
        *ret = -1;
        return ASYNC_DONE;
    }
    io->head.resume = resume;
    task->innermost = &io->head;
    return &io->head.parent;
}

async_status io_retry(struct async_frame *frame, struct async_task *task, enum direction direction,
                      io_attempt *attempt)
{
    struct async_io *io = (struct async_io *)frame;
    if (ASYNC_SELDOM(task->thrown))
        return ASYNC_THROWN;
    ssize_t result = attempt_uninterrupted(io, attempt);
    if (result < 0 && errno == EAGAIN &&
        watch_add(loop_here, node_at(task), io->fd, direction) == 0)
        return &io->head.parent;
    io->async_ret = result;
    return ASYNC_DONE;
}

/* ---- only waiting ---- */

static async_status poll_resume(struct async_frame *frame, struct async_task *task)
{
    struct async_poll *wait = (struct async_poll *)frame;
    if (ASYNC_SELDOM(task->thrown))
        return ASYNC_THROWN;
    wait->async_ret = wait->fd < 0 ? -1 : 0;
    if (wait->async_ret)
        errno = EBADF;
    return ASYNC_DONE;
}

static int is_closed(int fd)
{
    struct pollfd entry = {fd, 0, 0};
    return fd < 0 || (poll(&entry, 1, 0) > 0 && entry.revents & POLLNVAL);
}

static async_status wait_start(struct async_poll *wait, struct async_task *task, int fd,
                               enum direction direction, int *ret)
{
    wait->fd = fd;
    wait->async_ret = *ret = 0;
    if (io_is_ready(fd, direction)) {
        if (!is_closed(fd))
            return stands_back(loop_here, task) ? &task->innermost : ASYNC_DONE;
        errno = EBADF;
        *ret = -1;
        return ASYNC_DONE;
    }
    if (watch_add(loop_here, node_at(task), fd, direction)) {
        *ret = -1;
        return ASYNC_DONE;
    }
    wait->head.resume = poll_resume;
    task->innermost = &wait->head;
    return &wait->head.parent;
}

async_status async_wait_readable__start(struct async_poll *wait, struct async_task *task, int fd,
                                        int *ret)
{
    return wait_start(wait, task, fd, READING, ret);
}

async_status async_wait_writable__start(struct async_poll *wait, struct async_task *task, int fd,
                                        int *ret)
{
    return wait_start(wait, task, fd, WRITING, ret);
}

/* ---- closing ---- */

int async_close(int fd)
{
    if (loop_here)
        watch_closed(loop_here, fd);
    int result = close(fd);
    return result < 0 && errno == EINTR ? 0 : result; /* it is closed all the same */
}
