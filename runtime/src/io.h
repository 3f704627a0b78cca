/* SPDX-License-Identifier: MIT
 *
 * What all I/O calls have in common. Each is an attempt, a function that tries once and never
 * blocks:
 *
 *     start     fills the frame and hands it to io_start(): the attempt is made at once;
 *     resume    hands it to io_retry() when the descriptor is ready.
 */
#ifndef IO_H
#define IO_H

#include "loop.h"

/* The result, or -1 and errno: EAGAIN when it has to wait. EINTR is seen to by the caller. */
typedef ssize_t io_attempt(struct async_io *io);

typedef async_status io_resume(struct async_frame *frame, struct async_task *task);

extern async_status io_start(struct async_io *io, struct async_task *task, enum direction direction,
                             io_attempt *attempt, io_resume *resume, ssize_t *ret);
extern async_status io_retry(struct async_frame *frame, struct async_task *task,
                             enum direction direction, io_attempt *attempt);

/* The same for a call whose result is an int. */
static inline async_status io_start_int(struct async_io *io, struct async_task *task,
                                        enum direction direction, io_attempt *attempt,
                                        io_resume *resume, int *ret)
{
    ssize_t result;
    async_status status = io_start(io, task, direction, attempt, resume, &result);
    if (status == ASYNC_DONE)
        *ret = (int)result;
    return status;
}

/* The resume function of a call. */
#define IO_RESUME(NAME, DIRECTION)                                                                 \
    static async_status NAME##_resume(struct async_frame *frame, struct async_task *task)          \
    {                                                                                              \
        return io_retry(frame, task, DIRECTION, NAME##_attempt);                                   \
    }

/* Would the call not block? 1 or 0. An error counts as ready: the call will say what it is. */
extern int io_is_ready(int fd, enum direction direction);

#endif
