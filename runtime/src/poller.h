/* SPDX-License-Identifier: MIT
 *
 * What the loop asks of a poller. The loop keeps the table of descriptors (watch.h); a poller may
 * use the fields of an entry that are its own. Calls that can fail give 0, or -1 and errno.
 */
#ifndef POLLER_H
#define POLLER_H

#include <signal.h>
#include <stdint.h>

struct async_loop;

enum direction { READING, WRITING };

/* A set of directions. */
#define BIT(direction) (1u << (direction))
#define BIT_READING    BIT(READING)
#define BIT_WRITING    BIT(WRITING)

struct poller {
    const char *name;

    /* Sets loop->poller_state up; close frees it. */
    int (*open)(struct async_loop *loop);
    void (*close)(struct async_loop *loop);

    /* A task begins to wait: it stands in the table already. When the descriptor is ready, or if it
     * is so now, wait() will say so. */
    int (*add)(struct async_loop *loop, int fd, enum direction direction);

    /* Nobody waits in that direction any more: the table shows none. */
    void (*remove)(struct async_loop *loop, int fd, enum direction direction);

    /* Waits no longer than so many nanoseconds (CLOCK_NEVER: for ever), and tells the loop what it
     * found by watch_ready() and watch_closed(). A signal ends it early. blocked: those that are
     * blocked meanwhile; NULL: as it is. */
    int (*wait)(struct async_loop *loop, uint64_t nanoseconds, const sigset_t *blocked);
};

extern const struct poller poller_select, poller_poll;
#if defined __linux__
extern const struct poller poller_epoll;
#endif

#endif
