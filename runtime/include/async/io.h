/* SPDX-License-Identifier: MIT
 *
 * <async/io.h>: the runtime's own async functions, part of <async.h>. Each takes its POSIX twin's
 * arguments and gives its result and errno. It tries first; only when the call would block does the
 * task wait. The descriptor need not be non-blocking (O_NONBLOCK is honoured, not required).
 *
 * Common to all: EINTR is retried. Sending to a closed socket gives EPIPE, never SIGPIPE. A call
 * that moves part of the data gives the count, as POSIX has it. One task at a time may wait to read
 * and one to write on a descriptor: a second waiter of the same kind gets -1 and EBUSY. When a
 * descriptor is closed while a task waits for it, the waiter gets -1 and EBADF. After 128 calls in
 * a row that did not have to wait, a task stands back for one turn of the loop, so that no task
 * starves the rest.
 *
 * Buffers and addresses stay the caller's, and have to be good until the await is over. A call that
 * ends because its task is cancelled has moved nothing; what a call has moved it tells, and the
 * request to cancel waits for the next one that suspends.
 */
#ifndef ASYNC_IO_H
#define ASYNC_IO_H

#include <async/types.h>

/* Lets every other ready task run once. asyncio.sleep(0). */
ASYNC_LEAF(struct async_wait) void async_yield(void);

/* Waits at least that many seconds by the loop's clock (CLOCK_MONOTONIC, read once a turn); 0, less
 * and NaN are async_yield(), infinity never ends. asyncio.sleep. */
ASYNC_LEAF(struct async_wait) void async_sleep(double seconds);

/* Waits until read(2) or accept(2), or write(2) or connect(2), would not block: 0, or -1 and errno.
 * Regular files are always ready. loop.add_reader, loop.add_writer. */
ASYNC_LEAF(struct async_poll) int async_wait_readable(int fd);
ASYNC_LEAF(struct async_poll) int async_wait_writable(int fd);

/* read(2), write(2), readv(2), writev(2), of whatever the descriptor stands for: how many bytes, 0
 * at the end of what can be read, or -1 and errno. To a pipe in blocking mode no more than PIPE_BUF
 * bytes are written by one call. */
ASYNC_LEAF(struct async_io) async_ssize async_read(int fd, void *buffer, async_size size);
ASYNC_LEAF(struct async_io) async_ssize async_write(int fd, const void *buffer, async_size size);
ASYNC_LEAF(struct async_io) async_ssize async_readv(int fd, const struct iovec *vector, int count);
ASYNC_LEAF(struct async_io) async_ssize async_writev(int fd, const struct iovec *vector, int count);

/* recv(2), send(2), recvfrom(2), sendto(2). loop.sock_recv, sock_sendall (but for the rest of the
 * data), sock_recvfrom, sock_sendto. */
ASYNC_LEAF(struct async_io)
async_ssize async_recv(int fd, void *buffer, async_size size, int flags);
ASYNC_LEAF(struct async_io)
async_ssize async_send(int fd, const void *buffer, async_size size, int flags);
ASYNC_LEAF(struct async_io_peer)
async_ssize async_recvfrom(int fd, void *buffer, async_size size, int flags, struct sockaddr *from,
                           async_socklen *from_size);
ASYNC_LEAF(struct async_io_peer)
async_ssize async_sendto(int fd, const void *buffer, async_size size, int flags,
                         const struct sockaddr *to, async_socklen to_size);

/* The new socket, close-on-exec and non-blocking, or -1. Makes fd non-blocking. loop.sock_accept.
 */
ASYNC_LEAF(struct async_io)
int async_accept(int fd, struct sockaddr *from, async_socklen *from_size);

/* 0 once connected, or -1 and why not (ECONNREFUSED, ETIMEDOUT, ...; EAGAIN when the queue of a
 * Unix listener is full). fd is non-blocking meanwhile. loop.sock_connect. */
ASYNC_LEAF(struct async_io)
int async_connect(int fd, const struct sockaddr *to, async_socklen to_size);

/* close(2), after telling the loop: a task that waits for fd wakes at once with EBADF. close(2)
 * alone is fine while no task waits for fd; one that does may sleep on, for epoll tells nobody. Who
 * comes to wait for it later gets EBADF, or what a new descriptor of that number gives, after a
 * moment (50 ms) at most. Never suspends, so no await. */
extern int async_close(int fd);

#endif
