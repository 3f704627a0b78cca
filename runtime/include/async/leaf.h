/* SPDX-License-Identifier: MIT
 *
 * <async/leaf.h>: the runtime's async functions as generated code calls them. The frame of each is
 * a member of its caller's frame, as that of a callee in the same file would be:
 *
 *     status = async_recv__start(&f->async_recv_1, task, fd, buffer, size, 0, &got);
 *     if (status) { leave f at *status; ... return &f->head.parent;
 *     resumed: got = f->async_recv_1.async_ret; }
 *
 * The frame's contents belong to the runtime while the call is suspended; nobody initialises it,
 * and `async_ret` is valid from then on. A callee that finishes at once writes *ret and leaves no
 * trace.
 */
#ifndef ASYNC_LEAF_H
#define ASYNC_LEAF_H

#include <async/frame.h>
#include <async/generator.h>
#include <async/task.h>

/* A wait of which the loop knows all: when it is over the caller itself is resumed. */
struct async_wait {
    unsigned char unused;
};

/* A wait for a descriptor. The loop sets fd to -1 when it is closed meanwhile. */
struct async_poll {
    struct async_frame head;
    int fd; /* directly behind the head, in all of these */
    int async_ret;
};

/* An I/O call that is tried again when its descriptor is ready. */
struct async_io {
    struct async_frame head;
    int fd, flags;
    union {
        async_ssize async_ret; /* once it is done */
        void *buffer;
        const void *data;
        const struct iovec *vector;
        struct sockaddr *from; /* of accept */
    };
    union {
        async_size size;
        async_socklen *from_size; /* of accept */
    };
};

/* The same with an address beside the data. */
struct async_io_peer {
    union {
        struct async_io io;
        struct {
            struct async_frame io_head;
            int io_fd, io_flags;
            async_ssize async_ret; /* that of io */
        };
    };
    union {
        struct sockaddr *from;
        const struct sockaddr *to;
    };
    union {
        async_socklen *from_size;
        async_socklen to_size;
    };
};

/* Waiting for several futures. */
struct async_group {
    struct async_frame head;
    struct async_link link;
    struct async_member *members; /* on the stack of the task: those that were not done */
    struct async_future *task;
    struct async_error *error; /* the first of a member, of async_all */
    struct async_error *held;  /* thrown into the wait */
    unsigned member_count, left;
    int async_ret; /* of async_any */
    unsigned char kind, is_cancelled, is_asking;
};

#define ASYNC_START(NAME, FRAME, ...)                                                              \
    extern async_status NAME##__start(FRAME *, struct async_task *, __VA_ARGS__)

extern async_status async_yield__start(struct async_wait *, struct async_task *);
ASYNC_START(async_sleep, struct async_wait, double);
ASYNC_START(async_wait_readable, struct async_poll, int, int *);
ASYNC_START(async_wait_writable, struct async_poll, int, int *);
ASYNC_START(async_read, struct async_io, int, void *, async_size, async_ssize *);
ASYNC_START(async_write, struct async_io, int, const void *, async_size, async_ssize *);
ASYNC_START(async_readv, struct async_io, int, const struct iovec *, int, async_ssize *);
ASYNC_START(async_writev, struct async_io, int, const struct iovec *, int, async_ssize *);
ASYNC_START(async_recv, struct async_io, int, void *, async_size, int, async_ssize *);
ASYNC_START(async_send, struct async_io, int, const void *, async_size, int, async_ssize *);
ASYNC_START(async_recvfrom, struct async_io_peer, int, void *, async_size, int, struct sockaddr *,
            async_socklen *, async_ssize *);
ASYNC_START(async_sendto, struct async_io_peer, int, const void *, async_size, int,
            const struct sockaddr *, async_socklen, async_ssize *);
ASYNC_START(async_accept, struct async_io, int, struct sockaddr *, async_socklen *, int *);
ASYNC_START(async_connect, struct async_io, int, const struct sockaddr *, async_socklen, int *);
ASYNC_START(gen_anext, struct async_gen_wait, async_generator_handle, async_bool *);
ASYNC_START(gen_athrow, struct async_gen_wait, async_generator_handle, int, async_bool *);
ASYNC_START(gen_aclose, struct async_gen_wait, async_generator_handle);
ASYNC_START(async_gen_asend, struct async_gen_wait, async_generator_handle, const void *,
            const struct async_type *, async_bool *);
ASYNC_START(async_all_n, struct async_group, const void *, async_size);
ASYNC_START(async_any_n, struct async_group, const void *, async_size, int *);
ASYNC_START(async_settle_n, struct async_group, const void *, async_size);

#endif
