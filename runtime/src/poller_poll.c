/* SPDX-License-Identifier: MIT
 *
 * ppoll(2): where there is nothing better for many descriptors. One array, without gaps, of exactly
 * the descriptors that are waited for; watch.slot is the place of each.
 */
#include "loop.h"
#include <errno.h>
#include <poll.h>

#define FIRST_ROOM 64

struct poll_state {
    struct pollfd *array;
    int count, room;
};

static const short events_of[] = {[READING] = POLLIN, [WRITING] = POLLOUT};

static int poll_open(struct async_loop *loop)
{
    struct poll_state *state = memory_resize(NULL, sizeof *state);
    if (!state)
        return -1;
    *state = (struct poll_state){0};
    loop->poller_state = state;
    return 0;
}

static void poll_close(struct async_loop *loop)
{
    struct poll_state *state = loop->poller_state;
    memory_resize(state->array, 0);
    memory_resize(state, 0);
}

static int grow(struct poll_state *state)
{
    int room = state->room ? state->room * 2 : FIRST_ROOM;
    struct pollfd *array = memory_resize(state->array, (size_t)room * sizeof *array);
    if (!array)
        return -1;
    state->array = array;
    state->room = room;
    return 0;
}

static int poll_add(struct async_loop *loop, int fd, enum direction direction)
{
    struct poll_state *state = loop->poller_state;
    struct watch *watch = &loop->watches.table[fd];
    if (watch->slot < state->count && state->array[watch->slot].fd == fd) {
        state->array[watch->slot].events |= events_of[direction];
        return 0;
    }
    if (state->count == state->room && grow(state))
        return -1;
    watch->slot = state->count++;
    state->array[watch->slot] = (struct pollfd){fd, events_of[direction], 0};
    return 0;
}

static void poll_remove(struct async_loop *loop, int fd, enum direction direction)
{
    struct poll_state *state = loop->poller_state;
    int slot = loop->watches.table[fd].slot;
    state->array[slot].events &= (short)~events_of[direction];
    if (state->array[slot].events)
        return;
    struct pollfd last = state->array[--state->count];
    if (last.fd == fd)
        return;
    state->array[slot] = last;
    loop->watches.table[last.fd].slot = slot;
}

/* From the end: when an entry is removed the last one, which is seen to already, takes its place.
 */
static void report(struct async_loop *loop, const struct poll_state *state)
{
    for (int i = state->count - 1; i >= 0; i--) {
        struct pollfd found = state->array[i];
        if (found.revents & POLLNVAL)
            watch_closed(loop, found.fd);
        else if (found.revents)
            watch_ready(loop, found.fd,
                        (found.revents & ~POLLOUT ? BIT_READING : 0) |
                            (found.revents & ~POLLIN ? BIT_WRITING : 0));
    }
}

static int poll_wait(struct async_loop *loop, uint64_t nanoseconds, const sigset_t *blocked)
{
    struct poll_state *state = loop->poller_state;
    struct timespec limit = clock_span(nanoseconds);
    int count = ppoll(state->array, (nfds_t)state->count,
                      nanoseconds == CLOCK_NEVER ? NULL : &limit, blocked);
    if (count < 0)
        return errno == EINTR ? 0 : -1;
    if (count > 0)
        report(loop, state);
    return 0;
}

const struct poller poller_poll = {
    "poll", poll_open, poll_close, poll_add, poll_remove, poll_wait,
};
