/* SPDX-License-Identifier: MIT
 *
 * <async/erased.h>: the blocking reading of the runtime, part of <async.h> under -DASYNC_ERASE.
 * Every call means what io.h and loop.h say of it, but that it blocks: the program is the only task
 * there is, so nothing waits for a turn. What needs several tasks, errors or generators is refused.
 * No library is needed.
 */
#ifndef ASYNC_ERASED_H
#define ASYNC_ERASED_H

#include <async/libc.h>
#include <async/types.h>

#define ASYNC_ERASED static __inline__ __attribute__((__unused__))

/* ---- waiting ---- */

ASYNC_ERASED void async_yield(void)
{
}

ASYNC_ERASED void async_sleep(double seconds)
{
    struct async_libc_timespec left;
    if (!(seconds > 0))
        return;
    if (seconds > 1e9) /* more than 30 years */
        seconds = 1e9;
    left.tv_sec = (long)seconds;
    left.tv_nsec = (long)((seconds - (double)left.tv_sec) * 1e9);
    while (async_libc_nanosleep(&left, &left) < 0 && async_libc_errno == ASYNC_LIBC_EINTR)
        continue;
}

/* Waits until fd is ready for one of the events: 0, or -1 and errno. */
ASYNC_ERASED int async_erased_poll(int fd, short events)
{
    struct async_libc_pollfd entry;
    int count;
    entry.fd = fd;
    entry.events = events;
    if (fd >= 0) {
        do
            count = async_libc_poll(&entry, 1, -1);
        while (count < 0 && async_libc_errno == ASYNC_LIBC_EINTR);
        if (count < 0)
            return -1;
        if (!(entry.revents & ASYNC_LIBC_POLLNVAL))
            return 0;
    }
    async_libc_errno = ASYNC_LIBC_EBADF;
    return -1;
}

ASYNC_ERASED int async_wait_readable(int fd)
{
    return async_erased_poll(fd, ASYNC_LIBC_POLLIN);
}

ASYNC_ERASED int async_wait_writable(int fd)
{
    return async_erased_poll(fd, ASYNC_LIBC_POLLOUT);
}

/* After a call that failed: was it only that a non-blocking descriptor was not ready? Then it is
 * now, and the call is to be made again. */
ASYNC_ERASED async_bool async_erased_again(async_ssize result, int fd, short events)
{
    if (result >= 0)
        return 0;
    if (async_libc_errno == ASYNC_LIBC_EINTR)
        return 1;
    return (async_libc_errno == ASYNC_LIBC_EAGAIN || async_libc_errno == ASYNC_LIBC_EWOULDBLOCK) &&
           async_erased_poll(fd, events) == 0;
}

#define ASYNC_BLOCKING(TYPE, EVENTS, CALL)                                                         \
    TYPE result;                                                                                   \
    do                                                                                             \
        result = (CALL);                                                                           \
    while (async_erased_again(result, fd, EVENTS));                                                \
    return result

/* ---- reading and writing ---- */

ASYNC_ERASED async_ssize async_read(int fd, void *buffer, async_size size)
{
    ASYNC_BLOCKING(async_ssize, ASYNC_LIBC_POLLIN, async_libc_read(fd, buffer, size));
}

ASYNC_ERASED async_ssize async_readv(int fd, const struct iovec *vector, int count)
{
    ASYNC_BLOCKING(async_ssize, ASYNC_LIBC_POLLIN, async_libc_readv(fd, vector, count));
}

/* writev without SIGPIPE: blocked meanwhile, and taken back if this has raised it. */
ASYNC_ERASED async_ssize async_erased_write(int fd, const struct iovec *vector, int count)
{
    async_libc_sigset pipe_signal, before;
    struct async_libc_timespec none = {0, 0};
    async_ssize result;
    int error;
    async_libc_sigemptyset(&pipe_signal);
    async_libc_sigaddset(&pipe_signal, ASYNC_LIBC_SIGPIPE);
    async_libc_sigprocmask(ASYNC_LIBC_SIG_BLOCK, &pipe_signal, &before);
    result = async_libc_writev(fd, vector, count);
    error = async_libc_errno;
    if (result < 0 && error == ASYNC_LIBC_EPIPE &&
        !async_libc_sigismember(&before, ASYNC_LIBC_SIGPIPE))
        async_libc_sigtimedwait(&pipe_signal, 0, &none);
    async_libc_sigprocmask(ASYNC_LIBC_SIG_SETMASK, &before, 0);
    async_libc_errno = error;
    return result;
}

ASYNC_ERASED async_ssize async_writev(int fd, const struct iovec *vector, int count)
{
    ASYNC_BLOCKING(async_ssize, ASYNC_LIBC_POLLOUT, async_erased_write(fd, vector, count));
}

ASYNC_ERASED async_ssize async_write(int fd, const void *buffer, async_size size)
{
    struct async_libc_iovec part;
    part.iov_base = (void *)buffer;
    part.iov_len = size;
    return async_writev(fd, (const struct iovec *)&part, 1);
}

/* ---- sockets ---- */

ASYNC_ERASED async_ssize async_recv(int fd, void *buffer, async_size size, int flags)
{
    ASYNC_BLOCKING(async_ssize, ASYNC_LIBC_POLLIN, async_libc_recv(fd, buffer, size, flags));
}

ASYNC_ERASED async_ssize async_send(int fd, const void *buffer, async_size size, int flags)
{
    ASYNC_BLOCKING(async_ssize, ASYNC_LIBC_POLLOUT,
                   async_libc_send(fd, buffer, size, flags | ASYNC_LIBC_MSG_NOSIGNAL));
}

ASYNC_ERASED async_ssize async_recvfrom(int fd, void *buffer, async_size size, int flags,
                                        struct sockaddr *from, async_socklen *from_size)
{
    ASYNC_BLOCKING(async_ssize, ASYNC_LIBC_POLLIN,
                   async_libc_recvfrom(fd, buffer, size, flags, from, from_size));
}

ASYNC_ERASED async_ssize async_sendto(int fd, const void *buffer, async_size size, int flags,
                                      const struct sockaddr *to, async_socklen to_size)
{
    ASYNC_BLOCKING(
        async_ssize, ASYNC_LIBC_POLLOUT,
        async_libc_sendto(fd, buffer, size, flags | ASYNC_LIBC_MSG_NOSIGNAL, to, to_size));
}

ASYNC_ERASED int async_erased_accept(int fd, struct sockaddr *from, async_socklen *from_size)
{
    ASYNC_BLOCKING(int, ASYNC_LIBC_POLLIN, async_libc_accept(fd, from, from_size));
}

/* The new socket has the modes that io.h promises. */
ASYNC_ERASED int async_accept(int fd, struct sockaddr *from, async_socklen *from_size)
{
    int accepted = async_erased_accept(fd, from, from_size);
    if (accepted >= 0) {
        async_libc_fcntl(accepted, ASYNC_LIBC_F_SETFD, ASYNC_LIBC_FD_CLOEXEC);
        async_libc_fcntl(accepted, ASYNC_LIBC_F_SETFL,
                         async_libc_fcntl(accepted, ASYNC_LIBC_F_GETFL) | ASYNC_LIBC_O_NONBLOCK);
    }
    return accepted;
}

ASYNC_ERASED int async_connect(int fd, const struct sockaddr *to, async_socklen to_size)
{
    int error = 0;
    async_socklen size = sizeof error;
    if (async_libc_connect(fd, to, to_size) == 0)
        return 0;
    if (async_libc_errno != ASYNC_LIBC_EINPROGRESS && async_libc_errno != ASYNC_LIBC_EINTR)
        return -1;
    if (async_erased_poll(fd, ASYNC_LIBC_POLLOUT) < 0)
        return -1;
    if (async_libc_getsockopt(fd, ASYNC_LIBC_SOL_SOCKET, ASYNC_LIBC_SO_ERROR, &error, &size) < 0)
        return -1;
    async_libc_errno = error;
    return error ? -1 : 0;
}

ASYNC_ERASED int async_close(int fd)
{
    int result = async_libc_close(fd);
    return result < 0 && async_libc_errno == ASYNC_LIBC_EINTR ? 0 : result;
}

/* ---- the loop that is not there ---- */

ASYNC_ERASED int async_loop_open(const char *poller)
{
    (void)poller;
    return 0;
}

ASYNC_ERASED int async_loop_close(void)
{
    return 0;
}

ASYNC_ERASED double async_time(void)
{
    struct async_libc_timespec now;
    async_libc_clock_gettime(ASYNC_LIBC_CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

ASYNC_ERASED const char *async_poller(void)
{
    return 0;
}

ASYNC_ERASED void async_set_allocator(void *(*resize)(void *block, async_size size))
{
    (void)resize;
}

ASYNC_ERASED int async_run_error(void)
{
    return 0;
}

ASYNC_ERASED void async_test_clock(async_bool is_virtual)
{
    (void)is_virtual;
}

ASYNC_ERASED void async_test_seed(unsigned long long seed)
{
    (void)seed;
}

/* Nothing runs beside the program: nobody would set a future. */
#define future_new(T) (ASYNC_NOT_ERASED("future_new"), (__typeof__(T) *)0)

#endif
