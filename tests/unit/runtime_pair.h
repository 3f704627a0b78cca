/* SPDX-License-Identifier: MIT
 *
 * Two connected sockets, and scripts that wait for something at the first of them.
 */
#ifndef RUNTIME_PAIR_H
#define RUNTIME_PAIR_H

#include "runtime_harness.h"

struct pair {
    int fd[2];
    long *handle; /* whatever a test needs */
};

static inline void open_pair(struct pair *pair)
{
    script_tcp_pair(pair->fd);
}

static inline void close_pair(struct pair *pair)
{
    close(pair->fd[0]);
    close(pair->fd[1]);
}

SCRIPT(receives)
{
    struct pair *pair = s->data;
    BEGIN
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, 1, 0);
    s->value = s->got < 0 ? -errno : s->got;
    END;
}

SCRIPT(polls)
{
    struct pair *pair = s->data;
    BEGIN
    AWAIT(s->got, poll, async_wait_readable, pair->fd[0]);
    s->value = s->got < 0 ? -errno : s->got;
    END;
}

#endif
