/* SPDX-License-Identifier: MIT
 *
 * What the servers over raw epoll and raw select share: one step of one connection. All read into
 * the same buffer; what could not be sent at once is kept in the connection, and until it is sent
 * nothing more is read.
 */
#ifndef BENCH_CONNECTION_H
#define BENCH_CONNECTION_H

#define _GNU_SOURCE
#include "echo.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct rest {
    ssize_t at, end;
    char bytes[];
};

static struct rest *rests[ECHO_DESCRIPTORS]; /* by descriptor; NULL: nothing waits to be sent */

enum wants { WANTS_INPUT, WANTS_OUTPUT, WANTS_END };

/* The new connection's descriptor, or -1 when there is none waiting. */
static inline int connection_accept(void)
{
    return accept4(0, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static inline void connection_close(int fd)
{
    free(rests[fd]);
    rests[fd] = NULL;
    close(fd);
}

static inline enum wants connection_keep(int fd, const char *bytes, ssize_t size)
{
    struct rest *rest = rests[fd] = malloc(sizeof *rest + size);
    if (!rest)
        return WANTS_END;
    rest->at = 0;
    rest->end = size;
    memcpy(rest->bytes, bytes, size);
    return WANTS_OUTPUT;
}

/* What send() gives, but 0 when it would block. */
static inline ssize_t connection_send(int fd, const char *bytes, ssize_t size)
{
    ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
    return sent < 0 && errno == EAGAIN ? 0 : sent;
}

static inline enum wants connection_send_rest(int fd)
{
    struct rest *rest = rests[fd];
    ssize_t sent = connection_send(fd, rest->bytes + rest->at, rest->end - rest->at);
    if (sent < 0)
        return WANTS_END;
    if ((rest->at += sent) < rest->end)
        return WANTS_OUTPUT;
    free(rest);
    rests[fd] = NULL;
    return WANTS_INPUT;
}

/* Does what the descriptor is ready for: one recv and one send at most. */
static inline enum wants connection_step(int fd)
{
    static char buffer[ECHO_BUFFER];
    if (rests[fd])
        return connection_send_rest(fd);
    ssize_t got = recv(fd, buffer, sizeof buffer, 0);
    if (got <= 0)
        return got < 0 && errno == EAGAIN ? WANTS_INPUT : WANTS_END;
    ssize_t sent = connection_send(fd, buffer, got);
    if (sent < 0)
        return WANTS_END;
    return sent < got ? connection_keep(fd, buffer + sent, got - sent) : WANTS_INPUT;
}

#endif
