/* SPDX-License-Identifier: MIT
 *
 * read and write on whatever a descriptor stands for. Sockets come first, with MSG_DONTWAIT. Of the
 * rest a regular file never blocks; the others are asked by poll whether they are ready, and if
 * they are in blocking mode no more than PIPE_BUF bytes are written at a time: so much fits into a
 * pipe that is ready. (Several processes that read from one blocking pipe can still surprise each
 * other.)
 */
#include "io.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what is not a socket ---- */

static ssize_t would_block(void)
{
    errno = EAGAIN;
    return -1;
}

static ssize_t file_read(int fd, const struct iovec *vector, int count)
{
    return io_is_ready(fd, READING) ? readv(fd, vector, count) : would_block();
}

/* writev, without the SIGPIPE that goes with EPIPE. One that is blocked anyway stays pending. */
static ssize_t write_quietly(int fd, const struct iovec *vector, int count)
{
    sigset_t pipe_signal, before;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    ssize_t written = writev(fd, vector, count);
    int error = errno;
    if (written < 0 && error == EPIPE && !sigismember(&before, SIGPIPE))
        sigtimedwait(&pipe_signal, NULL, &(struct timespec){0, 0});
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return written;
}

/* Writes what a pipe is sure to take: as many parts as PIPE_BUF holds, or the beginning of one. */
static ssize_t write_some(int fd, const struct iovec *vector, int count)
{
    size_t size = 0;
    int parts = 0;
    while (parts < count && vector[parts].iov_len <= PIPE_BUF - size)
        size += vector[parts++].iov_len;
    if (size > 0 || parts == count)
        return write_quietly(fd, vector, parts);
    return write_quietly(fd, &(struct iovec){vector[parts].iov_base, PIPE_BUF}, 1);
}

static ssize_t file_write(int fd, const struct iovec *vector, int count)
{
    struct stat status;
    if (fstat(fd, &status))
        return -1;
    if (S_ISREG(status.st_mode))
        return writev(fd, vector, count);
    if (!io_is_ready(fd, WRITING))
        return would_block();
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0)
        return -1;
    return flags & O_NONBLOCK ? write_quietly(fd, vector, count) : write_some(fd, vector, count);
}

/* ---- the calls ---- */

static ssize_t readv_attempt(struct async_io *io)
{
    struct msghdr message = {.msg_iov = (struct iovec *)io->vector, .msg_iovlen = io->size};
    ssize_t got = recvmsg(io->fd, &message, MSG_DONTWAIT);
    if (got < 0 && errno == ENOTSOCK)
        return file_read(io->fd, io->vector, (int)io->size);
    return got;
}

static ssize_t writev_attempt(struct async_io *io)
{
    struct msghdr message = {.msg_iov = (struct iovec *)io->vector, .msg_iovlen = io->size};
    ssize_t written = sendmsg(io->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (written < 0 && errno == ENOTSOCK)
        return file_write(io->fd, io->vector, (int)io->size);
    return written;
}

static ssize_t read_attempt(struct async_io *io)
{
    if (watch_is_dry(loop_here, io->fd))
        return would_block();
    ssize_t got = recv(io->fd, io->buffer, io->size, MSG_DONTWAIT);
    if (got > 0 && (size_t)got < io->size)
        watch_short_read(loop_here, io->fd);
    if (got < 0 && errno == ENOTSOCK)
        return file_read(io->fd, &(struct iovec){io->buffer, io->size}, 1);
    return got;
}

static ssize_t write_attempt(struct async_io *io)
{
    ssize_t written = send(io->fd, io->data, io->size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (written < 0 && errno == ENOTSOCK)
        return file_write(io->fd, &(struct iovec){io->buffer, io->size}, 1);
    return written;
}

IO_RESUME(read, READING)
IO_RESUME(write, WRITING)
IO_RESUME(readv, READING)
IO_RESUME(writev, WRITING)

async_status async_read__start(struct async_io *io, struct async_task *task, int fd, void *buffer,
                               size_t size, ssize_t *ret)
{
    io->fd = fd;
    io->buffer = buffer;
    io->size = size;
    return io_start(io, task, READING, read_attempt, read_resume, ret);
}

async_status async_write__start(struct async_io *io, struct async_task *task, int fd,
                                const void *buffer, size_t size, ssize_t *ret)
{
    io->fd = fd;
    io->data = buffer;
    io->size = size;
    return io_start(io, task, WRITING, write_attempt, write_resume, ret);
}

/* Starts readv or writev. */
static async_status start_vector(struct async_io *io, struct async_task *task, int fd,
                                 const struct iovec *vector, int count, enum direction direction,
                                 ssize_t *ret)
{
    if (count < 0 || count > IOV_MAX) {
        errno = EINVAL;
        *ret = -1;
        return ASYNC_DONE;
    }
    io->fd = fd;
    io->vector = vector;
    io->size = (size_t)count;
    if (direction == READING)
        return io_start(io, task, READING, readv_attempt, readv_resume, ret);
    return io_start(io, task, WRITING, writev_attempt, writev_resume, ret);
}

async_status async_readv__start(struct async_io *io, struct async_task *task, int fd,
                                const struct iovec *vector, int count, ssize_t *ret)
{
    return start_vector(io, task, fd, vector, count, READING, ret);
}

async_status async_writev__start(struct async_io *io, struct async_task *task, int fd,
                                 const struct iovec *vector, int count, ssize_t *ret)
{
    return start_vector(io, task, fd, vector, count, WRITING, ret);
}
