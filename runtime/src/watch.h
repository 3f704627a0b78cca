/* SPDX-License-Identifier: MIT
 *
 * The table of descriptors: which task waits to read and which to write on each, and what is known
 * of the descriptor. The table outlives the descriptors, and close(2) tells us nothing: whatever an
 * entry says beyond its waiters may be about a former descriptor of that number. So it is used only
 * where being wrong costs time, not sense; watch_forget() is called where the number is known to
 * begin or end.
 */
#ifndef WATCH_H
#define WATCH_H

#include "abi.h"
#include "poller.h"

#include <stdbool.h>

struct watch {
    struct async_node *waiter[2]; /* by direction; NULL: nobody waits */

    /* The poller's own. */
    unsigned serial[2];    /* epoll: the task that waited last, by direction */
    int slot;              /* poll: its place in the array; epoll: next of the unverified */
    unsigned char kernel;  /* epoll: the directions that the kernel was asked for */
    unsigned char assumed; /* epoll: waits that rely on that, not yet verified */
    unsigned char listed : 1, aged : 1; /* epoll: among the unverified; for a while */

    /* A stream that was read to its end: there is no point in trying before it is ready again. */
    unsigned char dry : 1;
    unsigned char never_dry : 1; /* its end or an error has come: always try */
    unsigned char kind : 2;      /* enum watch_kind */
};

enum watch_kind { KIND_UNKNOWN, KIND_TCP, KIND_OTHER };

struct watches {
    struct watch *table; /* by descriptor */
    int room;
    int busy; /* descriptors that a task waits for */
};

/* Makes the task wait. 0, or -1 and errno: EBUSY when another one waits already. */
extern int watch_add(struct async_loop *loop, struct async_node *node, int fd, enum direction);

/* Takes the task out of the wait that it is in. */
extern void watch_cancel(struct async_loop *loop, struct async_node *node);

/* Wakes those who wait for one of these directions. */
extern void watch_ready(struct async_loop *loop, int fd, unsigned directions);

/* Wakes those who wait for a descriptor that is closed: it is -1 for them from now on. */
extern void watch_closed(struct async_loop *loop, int fd);

/* The number stands for a new descriptor, or for none. Nobody waits for it. */
extern void watch_forget(struct async_loop *loop, int fd);

/* May a read be skipped, because it would only say EAGAIN? */
extern bool watch_is_dry(struct async_loop *loop, int fd);

/* A read got less than it asked for. */
extern void watch_short_read(struct async_loop *loop, int fd);

extern void watch_close(struct async_loop *loop);

#endif
