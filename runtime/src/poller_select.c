/* SPDX-License-Identifier: MIT
 *
 * pselect(2): the cheapest for a few descriptors, and everywhere; and a program may have a select
 * of its own. The sets hold exactly the waits; each call works on a copy, and looks through it a
 * word at a time.
 */
#include "loop.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/select.h>

struct select_state {
    fd_set sets[2]; /* by direction */
    int highest;    /* no descriptor above is in a set; -1: all are empty */
};

static int select_open(struct async_loop *loop)
{
    struct select_state *state = memory_resize(NULL, sizeof *state);
    if (!state)
        return -1;
    FD_ZERO(&state->sets[READING]);
    FD_ZERO(&state->sets[WRITING]);
    state->highest = -1;
    loop->poller_state = state;
    return 0;
}

static void select_close(struct async_loop *loop)
{
    memory_resize(loop->poller_state, 0);
}

static int select_add(struct async_loop *loop, int fd, enum direction direction)
{
    struct select_state *state = loop->poller_state;
    if (fd >= FD_SETSIZE) {
        errno = EMFILE;
        return -1;
    }
    FD_SET(fd, &state->sets[direction]);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
}

static void select_remove(struct async_loop *loop, int fd, enum direction direction)
{
    struct select_state *state = loop->poller_state;
    FD_CLR(fd, &state->sets[direction]);
    while (state->highest >= 0 && !FD_ISSET(state->highest, &state->sets[READING]) &&
           !FD_ISSET(state->highest, &state->sets[WRITING]))
        state->highest--;
}

/* Wakes those whose descriptor was closed: select only says that there is one. */
static void find_closed(struct async_loop *loop, struct select_state *state)
{
    for (int fd = state->highest; fd >= 0; fd--)
        if (FD_ISSET(fd, &state->sets[READING]) || FD_ISSET(fd, &state->sets[WRITING]))
            if (fcntl(fd, F_GETFD) < 0)
                watch_closed(loop, fd);
}

static void report(struct async_loop *loop, const fd_set *set, int highest, unsigned directions)
{
    unsigned long words[sizeof *set / sizeof(unsigned long)];
    const int bits = 8 * (int)sizeof words[0];
    memcpy(words, set, sizeof words);
    for (int i = 0; i <= highest / bits; i++)
        for (; words[i]; words[i] &= words[i] - 1)
            watch_ready(loop, i * bits + __builtin_ctzl(words[i]), directions);
}

static int select_wait(struct async_loop *loop, uint64_t nanoseconds, const sigset_t *blocked)
{
    struct select_state *state = loop->poller_state;
    fd_set readable = state->sets[READING], writable = state->sets[WRITING];
    struct timespec limit = clock_span(nanoseconds);
    int highest = state->highest;
    int count = pselect(highest + 1, &readable, &writable, NULL,
                        nanoseconds == CLOCK_NEVER ? NULL : &limit, blocked);
    if (count < 0 && errno == EBADF)
        find_closed(loop, state);
    if (count < 0)
        return errno == EBADF || errno == EINTR ? 0 : -1;
    if (count > 0) {
        report(loop, &readable, highest, BIT_READING);
        report(loop, &writable, highest, BIT_WRITING);
    }
    return 0;
}

const struct poller poller_select = {
    "select", select_open, select_close, select_add, select_remove, select_wait,
};
