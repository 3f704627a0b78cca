/* SPDX-License-Identifier: MIT
 *
 * The calls that only sockets have. MSG_DONTWAIT keeps each from blocking whatever the descriptor's
 * mode; only accept and connect have no such flag and need O_NONBLOCK.
 */
#include "io.h"
#include <errno.h>
#include <fcntl.h>

/* ---- receiving and sending ---- */

static ssize_t recv_attempt(struct async_io *io)
{
    if (io->flags == 0 && watch_is_dry(loop_here, io->fd)) {
        errno = EAGAIN;
        return -1;
    }
    ssize_t got = recv(io->fd, io->buffer, io->size, io->flags | MSG_DONTWAIT);
    if (io->flags == 0 && got > 0 && (size_t)got < io->size)
        watch_short_read(loop_here, io->fd);
    return got;
}

static ssize_t send_attempt(struct async_io *io)
{
    return send(io->fd, io->data, io->size, io->flags | MSG_DONTWAIT | MSG_NOSIGNAL);
}

static ssize_t recvfrom_attempt(struct async_io *io)
{
    struct async_io_peer *peer = (struct async_io_peer *)io;
    return recvfrom(io->fd, io->buffer, io->size, io->flags | MSG_DONTWAIT, peer->from,
                    peer->from_size);
}

static ssize_t sendto_attempt(struct async_io *io)
{
    struct async_io_peer *peer = (struct async_io_peer *)io;
    return sendto(io->fd, io->data, io->size, io->flags | MSG_DONTWAIT | MSG_NOSIGNAL, peer->to,
                  peer->to_size);
}

IO_RESUME(recv, READING)
IO_RESUME(send, WRITING)
IO_RESUME(recvfrom, READING)
IO_RESUME(sendto, WRITING)

async_status async_recv__start(struct async_io *io, struct async_task *task, int fd, void *buffer,
                               size_t size, int flags, ssize_t *ret)
{
    io->fd = fd;
    io->flags = flags;
    io->buffer = buffer;
    io->size = size;
    return io_start(io, task, READING, recv_attempt, recv_resume, ret);
}

async_status async_send__start(struct async_io *io, struct async_task *task, int fd,
                               const void *buffer, size_t size, int flags, ssize_t *ret)
{
    io->fd = fd;
    io->flags = flags;
    io->data = buffer;
    io->size = size;
    return io_start(io, task, WRITING, send_attempt, send_resume, ret);
}

async_status async_recvfrom__start(struct async_io_peer *peer, struct async_task *task, int fd,
                                   void *buffer, size_t size, int flags, struct sockaddr *from,
                                   socklen_t *from_size, ssize_t *ret)
{
    peer->io.fd = fd;
    peer->io.flags = flags;
    peer->io.buffer = buffer;
    peer->io.size = size;
    peer->from = from;
    peer->from_size = from_size;
    return io_start(&peer->io, task, READING, recvfrom_attempt, recvfrom_resume, ret);
}

async_status async_sendto__start(struct async_io_peer *peer, struct async_task *task, int fd,
                                 const void *buffer, size_t size, int flags,
                                 const struct sockaddr *to, socklen_t to_size, ssize_t *ret)
{
    peer->io.fd = fd;
    peer->io.flags = flags;
    peer->io.data = buffer;
    peer->io.size = size;
    peer->to = to;
    peer->to_size = to_size;
    return io_start(&peer->io, task, WRITING, sendto_attempt, sendto_resume, ret);
}

/* ---- connections ---- */

/* Sets O_NONBLOCK. The flags as they were, or -1 and errno. */
static int set_nonblocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || flags & O_NONBLOCK)
        return flags;
    return fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ? -1 : flags;
}

static ssize_t accept_attempt(struct async_io *io)
{
    int fd = accept4(io->fd, io->from, io->from_size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd >= 0)
        watch_forget(loop_here, fd);
    return fd;
}

IO_RESUME(accept, READING)

async_status async_accept__start(struct async_io *io, struct async_task *task, int fd,
                                 struct sockaddr *from, socklen_t *from_size, int *ret)
{
    if (set_nonblocking(fd) < 0) {
        *ret = -1;
        return ASYNC_DONE;
    }
    io->fd = fd;
    io->from = from;
    io->from_size = from_size;
    return io_start_int(io, task, READING, accept_attempt, accept_resume, ret);
}

/* Gives the descriptor back its mode (kept in flags) without changing errno. */
static int connect_done(struct async_io *io, int result)
{
    int error = errno;
    if (!(io->flags & O_NONBLOCK))
        fcntl(io->fd, F_SETFL, io->flags);
    errno = error;
    return result;
}

/* How the connection that was begun stands. */
static ssize_t connect_attempt(struct async_io *io)
{
    int error = 0;
    socklen_t size = sizeof error;
    if (!io_is_ready(io->fd, WRITING)) {
        errno = EAGAIN;
        return -1;
    }
    if (getsockopt(io->fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
        return connect_done(io, -1);
    errno = error;
    return connect_done(io, error ? -1 : 0);
}

static async_status connect_resume(struct async_frame *frame, struct async_task *task)
{
    if (task->thrown)
        connect_done((struct async_io *)frame, -1);
    return io_retry(frame, task, WRITING, connect_attempt);
}

async_status async_connect__start(struct async_io *io, struct async_task *task, int fd,
                                  const struct sockaddr *to, socklen_t to_size, int *ret)
{
    *ret = -1;
    io->fd = fd;
    io->flags = set_nonblocking(fd);
    if (io->flags < 0)
        return ASYNC_DONE;
    watch_forget(loop_here, fd);
    *ret = connect(fd, to, to_size);
    if (*ret < 0 && (errno == EINPROGRESS || errno == EINTR))
        return io_start_int(io, task, WRITING, connect_attempt, connect_resume, ret);
    connect_done(io, 0);
    return ASYNC_DONE;
}
