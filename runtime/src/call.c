/* SPDX-License-Identifier: MIT
 *
 * The runtime's async functions under their plain names, for calls through pointers: with the
 * protocol of async/frame.h around the __start functions. What has a frame gets a box for it on the
 * stack of the task; when the call is done the value goes where the caller said, and the box goes.
 */

#include "abi.h"

#include <errno.h>

#define BOXED(RESULT, NAME, FRAME, PARAMETERS, ...)                                                \
    struct NAME##_box {                                                                            \
        struct async_frame head;                                                                   \
        RESULT *ret;                                                                               \
        FRAME leaf;                                                                                \
    };                                                                                             \
    static async_status NAME##_resume(struct async_frame *frame, struct async_task *task)          \
    {                                                                                              \
        struct NAME##_box *box = (struct NAME##_box *)frame;                                       \
        if (!task->thrown)                                                                         \
            *box->ret = (RESULT)box->leaf.async_ret;                                               \
        async_pop(task, box);                                                                      \
        return task->thrown ? ASYNC_THROWN : ASYNC_DONE;                                           \
    }                                                                                              \
    RESULT NAME PARAMETERS                                                                         \
    {                                                                                              \
        RESULT *ret = async_take_ret(#NAME);                                                       \
        struct async_task *task = async_call.task;                                                 \
        struct NAME##_box *box = async_push(task, sizeof *box);                                    \
        if (!box) {                                                                                \
            async_call.status = async_throw(task, ENOMEM, NULL);                                   \
            return 0;                                                                              \
        }                                                                                          \
        async_status status = NAME##__start(&box->leaf, task, __VA_ARGS__, ret);                   \
        if (async_over(status)) {                                                                  \
            async_pop(task, box);                                                                  \
        } else {                                                                                   \
            *status = &box->head;                                                                  \
            box->head.resume = NAME##_resume;                                                      \
            box->ret = ret;                                                                        \
            status = &box->head.parent;                                                            \
        }                                                                                          \
        async_call.status = status;                                                                \
        return 0;                                                                                  \
    }

/* The same without a value. */
#define BOXED_VOID(NAME, FRAME, PARAMETERS, ...)                                                   \
    struct NAME##_box {                                                                            \
        struct async_frame head;                                                                   \
        FRAME leaf;                                                                                \
    };                                                                                             \
    static async_status NAME##_resume(struct async_frame *frame, struct async_task *task)          \
    {                                                                                              \
        async_pop(task, frame);                                                                    \
        return task->thrown ? ASYNC_THROWN : ASYNC_DONE;                                           \
    }                                                                                              \
    void NAME PARAMETERS                                                                           \
    {                                                                                              \
        async_take_ret(#NAME);                                                                     \
        struct async_task *task = async_call.task;                                                 \
        struct NAME##_box *box = async_push(task, sizeof *box);                                    \
        if (!box) {                                                                                \
            async_call.status = async_throw(task, ENOMEM, NULL);                                   \
            return;                                                                                \
        }                                                                                          \
        async_status status = NAME##__start(&box->leaf, task, __VA_ARGS__);                        \
        if (async_over(status)) {                                                                  \
            async_pop(task, box);                                                                  \
        } else {                                                                                   \
            *status = &box->head;                                                                  \
            box->head.resume = NAME##_resume;                                                      \
            status = &box->head.parent;                                                            \
        }                                                                                          \
        async_call.status = status;                                                                \
    }

/* These keep nothing, and the loop resumes whoever called them. */

void async_yield(void)
{
    async_take_ret("async_yield");
    async_call.status = async_yield__start(NULL, async_call.task);
}

void async_sleep(double seconds)
{
    async_take_ret("async_sleep");
    async_call.status = async_sleep__start(NULL, async_call.task, seconds);
}

BOXED(int, async_wait_readable, struct async_poll, (int fd), fd)
BOXED(int, async_wait_writable, struct async_poll, (int fd), fd)
BOXED(ssize_t, async_read, struct async_io, (int fd, void *buffer, size_t size), fd, buffer, size)
BOXED(ssize_t, async_write, struct async_io, (int fd, const void *buffer, size_t size), fd, buffer,
      size)
BOXED(ssize_t, async_readv, struct async_io, (int fd, const struct iovec *vector, int count), fd,
      vector, count)
BOXED(ssize_t, async_writev, struct async_io, (int fd, const struct iovec *vector, int count), fd,
      vector, count)
BOXED(ssize_t, async_recv, struct async_io, (int fd, void *buffer, size_t size, int flags), fd,
      buffer, size, flags)
BOXED(ssize_t, async_send, struct async_io, (int fd, const void *buffer, size_t size, int flags),
      fd, buffer, size, flags)
BOXED(ssize_t, async_recvfrom, struct async_io_peer,
      (int fd, void *buffer, size_t size, int flags, struct sockaddr *from, socklen_t *from_size),
      fd, buffer, size, flags, from, from_size)
BOXED(ssize_t, async_sendto, struct async_io_peer,
      (int fd, const void *buffer, size_t size, int flags, const struct sockaddr *to,
       socklen_t to_size),
      fd, buffer, size, flags, to, to_size)
BOXED(int, async_accept, struct async_io, (int fd, struct sockaddr *from, socklen_t *from_size), fd,
      from, from_size)
BOXED(int, async_connect, struct async_io, (int fd, const struct sockaddr *to, socklen_t to_size),
      fd, to, to_size)
BOXED_VOID(async_all_n, struct async_group, (const void *futures, size_t count), futures, count)
BOXED_VOID(async_settle_n, struct async_group, (const void *futures, size_t count), futures, count)
BOXED(int, async_any_n, struct async_group, (const void *futures, size_t count), futures, count)
BOXED(bool, gen_anext, struct async_gen_wait, (async_generator_handle g), g)
BOXED(bool, gen_athrow, struct async_gen_wait, (async_generator_handle g, int code), g, code)
BOXED_VOID(gen_aclose, struct async_gen_wait, (async_generator_handle g), g)
BOXED(bool, async_gen_asend, struct async_gen_wait,
      (async_generator_handle g, const void *value, const struct async_type *type), g, value, type)
