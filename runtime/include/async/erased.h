/* SPDX-License-Identifier: MIT
 *
 * <async/erased.h>: the blocking reading of the runtime, part of <async.h> under -DASYNC_ERASE.
 * Every call means what io.h and loop.h say of it, but that it blocks: the program is the only task
 * there is, so nothing waits for a turn. What needs several tasks, errors or generators is refused.
 * No library is needed.
 */
#ifndef ASYNC_ERASED_H
#define ASYNC_ERASED_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#define ASYNC_ERASED static inline __attribute__((unused))

/* ---- waiting ---- */

ASYNC_ERASED void async_yield(void)
{
}

ASYNC_ERASED void async_sleep(double seconds)
{
    struct timespec left;
    if (!(seconds > 0))
        return;
    if (seconds > 1e9) /* more than 30 years */
        seconds = 1e9;
    left.tv_sec = (time_t)seconds;
    left.tv_nsec = (long)((seconds - (double)left.tv_sec) * 1e9);
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        continue;
}

/* Waits until fd is ready for one of the events: 0, or -1 and errno. */
ASYNC_ERASED int async_erased_poll(int fd, short events)
{
    struct pollfd entry;
    int count;
    entry.fd = fd;
    entry.events = events;
    if (fd >= 0) {
        do
            count = poll(&entry, 1, -1);
        while (count < 0 && errno == EINTR);
        if (count < 0)
            return -1;
        if (!(entry.revents & POLLNVAL))
            return 0;
    }
    errno = EBADF;
    return -1;
}

ASYNC_ERASED int async_wait_readable(int fd)
{
    return async_erased_poll(fd, POLLIN);
}

ASYNC_ERASED int async_wait_writable(int fd)
{
    return async_erased_poll(fd, POLLOUT);
}

/* After a call that failed: was it only that a non-blocking descriptor was not ready? Then it is
 * now, and the call is to be made again. */
ASYNC_ERASED bool async_erased_again(ssize_t result, int fd, short events)
{
    if (result >= 0)
        return false;
    if (errno == EINTR)
        return true;
    return (errno == EAGAIN || errno == EWOULDBLOCK) && async_erased_poll(fd, events) == 0;
}

#define ASYNC_BLOCKING(TYPE, EVENTS, CALL)                                                         \
    TYPE result;                                                                                   \
    do                                                                                             \
        result = (CALL);                                                                           \
    while (async_erased_again(result, fd, EVENTS));                                                \
    return result

/* ---- reading and writing ---- */

ASYNC_ERASED ssize_t async_read(int fd, void *buffer, size_t size)
{
    ASYNC_BLOCKING(ssize_t, POLLIN, read(fd, buffer, size));
}

ASYNC_ERASED ssize_t async_readv(int fd, const struct iovec *vector, int count)
{
    ASYNC_BLOCKING(ssize_t, POLLIN, readv(fd, vector, count));
}

/* writev without SIGPIPE: blocked meanwhile, and taken back if this has raised it. */
ASYNC_ERASED ssize_t async_erased_write(int fd, const struct iovec *vector, int count)
{
    sigset_t pipe_signal, before;
    struct timespec none = {0, 0};
    ssize_t result;
    int error;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigprocmask(SIG_BLOCK, &pipe_signal, &before);
    result = writev(fd, vector, count);
    error = errno;
    if (result < 0 && error == EPIPE && !sigismember(&before, SIGPIPE))
        sigtimedwait(&pipe_signal, NULL, &none);
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return result;
}

ASYNC_ERASED ssize_t async_writev(int fd, const struct iovec *vector, int count)
{
    ASYNC_BLOCKING(ssize_t, POLLOUT, async_erased_write(fd, vector, count));
}

ASYNC_ERASED ssize_t async_write(int fd, const void *buffer, size_t size)
{
    struct iovec part;
    part.iov_base = (void *)buffer;
    part.iov_len = size;
    return async_writev(fd, &part, 1);
}

/* ---- sockets ---- */

ASYNC_ERASED ssize_t async_recv(int fd, void *buffer, size_t size, int flags)
{
    ASYNC_BLOCKING(ssize_t, POLLIN, recv(fd, buffer, size, flags));
}

ASYNC_ERASED ssize_t async_send(int fd, const void *buffer, size_t size, int flags)
{
    ASYNC_BLOCKING(ssize_t, POLLOUT, send(fd, buffer, size, flags | MSG_NOSIGNAL));
}

ASYNC_ERASED ssize_t async_recvfrom(int fd, void *buffer, size_t size, int flags,
                                    struct sockaddr *from, socklen_t *from_size)
{
    ASYNC_BLOCKING(ssize_t, POLLIN, recvfrom(fd, buffer, size, flags, from, from_size));
}

ASYNC_ERASED ssize_t async_sendto(int fd, const void *buffer, size_t size, int flags,
                                  const struct sockaddr *to, socklen_t to_size)
{
    ASYNC_BLOCKING(ssize_t, POLLOUT, sendto(fd, buffer, size, flags | MSG_NOSIGNAL, to, to_size));
}

ASYNC_ERASED int async_erased_accept(int fd, struct sockaddr *from, socklen_t *from_size)
{
    ASYNC_BLOCKING(int, POLLIN, accept(fd, from, from_size));
}

/* The new socket has the modes that io.h promises. */
ASYNC_ERASED int async_accept(int fd, struct sockaddr *from, socklen_t *from_size)
{
    int accepted = async_erased_accept(fd, from, from_size);
    if (accepted >= 0) {
        fcntl(accepted, F_SETFD, FD_CLOEXEC);
        fcntl(accepted, F_SETFL, fcntl(accepted, F_GETFL) | O_NONBLOCK);
    }
    return accepted;
}

ASYNC_ERASED int async_connect(int fd, const struct sockaddr *to, socklen_t to_size)
{
    int error = 0;
    socklen_t size = sizeof error;
    if (connect(fd, to, to_size) == 0)
        return 0;
    if (errno != EINPROGRESS && errno != EINTR)
        return -1;
    if (async_erased_poll(fd, POLLOUT) < 0)
        return -1;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
        return -1;
    errno = error;
    return error ? -1 : 0;
}

ASYNC_ERASED int async_close(int fd)
{
    int result = close(fd);
    return result < 0 && errno == EINTR ? 0 : result;
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
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

ASYNC_ERASED const char *async_poller(void)
{
    return NULL;
}

ASYNC_ERASED void async_set_allocator(void *(*resize)(void *block, size_t size))
{
    (void)resize;
}

ASYNC_ERASED int async_run_error(void)
{
    return 0;
}

ASYNC_ERASED void async_test_clock(bool is_virtual)
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
