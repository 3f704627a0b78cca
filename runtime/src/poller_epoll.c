/* SPDX-License-Identifier: MIT
 *
 * epoll(7), edge-triggered. A descriptor is registered when a task first waits for it and stays so:
 * waiting again costs no system call. This is right because every operation waits only after it
 * found the descriptor not ready, so that an edge is still to come.
 *
 * The danger: after a close(2) that we were not told of the kernel has dropped the registration,
 * and a new descriptor of the same number would wait for ever. So a wait relies on the registration
 * only if the same task waited in that direction last; and such a wait that goes on for more than
 * 50 ms is verified, once, by a system call. Until then the loop does not sleep longer than that.
 */
#if defined __linux__
#include "loop.h"
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS_AT_ONCE 256
#define VERIFY_AFTER   (CLOCK_SECOND / 20)
#define NONE           (-1)

struct epoll_state {
    int epoll;
    int unverified;    /* the list of descriptors with waits that are not, linked by watch.slot */
    uint64_t verified; /* when that list was last gone through */
};

static int epoll_open(struct async_loop *loop)
{
    struct epoll_state *state = memory_resize(NULL, sizeof *state);
    if (!state)
        return -1;
    *state = (struct epoll_state){epoll_create1(EPOLL_CLOEXEC), NONE, 0};
    if (state->epoll < 0) {
        int error = errno;
        memory_resize(state, 0);
        errno = error;
        return -1;
    }
    loop->poller_state = state;
    return 0;
}

static void epoll_close(struct async_loop *loop)
{
    struct epoll_state *state = loop->poller_state;
    close(state->epoll);
    memory_resize(state, 0);
}

static int control(struct epoll_state *state, int operation, int fd, unsigned directions)
{
    struct epoll_event event = {.events = EPOLLET, .data.fd = fd};
    if (directions & BIT_READING)
        event.events |= EPOLLIN | EPOLLRDHUP | EPOLLPRI;
    if (directions & BIT_WRITING)
        event.events |= EPOLLOUT;
    return epoll_ctl(state->epoll, operation, fd, &event);
}

static unsigned waits(const struct watch *watch)
{
    return (watch->waiter[READING] ? BIT_READING : 0) | (watch->waiter[WRITING] ? BIT_WRITING : 0);
}

/* Tells the kernel what is waited for. If the descriptor is ready that gives an event anew. */
static int enlist(struct async_loop *loop, int fd)
{
    struct epoll_state *state = loop->poller_state;
    struct watch *watch = &loop->watches.table[fd];
    unsigned directions = watch->kernel | waits(watch);
    int result = control(state, watch->kernel ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, directions);
    if (result && errno == ENOENT) { /* it was closed, and the number used again */
        watch_forget(loop, fd);
        directions = waits(watch);
        result = control(state, EPOLL_CTL_ADD, fd, directions);
    } else if (result && errno == EEXIST) {
        result = control(state, EPOLL_CTL_MOD, fd, directions);
    }
    if (result)
        return -1;
    watch->kernel = directions;
    watch->assumed = 0;
    return 0;
}

/* ---- waits that rely on a former registration ---- */

static void assume(struct epoll_state *state, struct watch *watch, int fd, unsigned directions)
{
    watch->assumed |= directions;
    watch->aged = 0;
    if (watch->listed)
        return;
    watch->listed = 1;
    watch->slot = state->unverified;
    state->unverified = fd;
}

static void verify(struct async_loop *loop, int fd)
{
    if (!enlist(loop, fd))
        return;
    if (errno == EBADF)
        watch_closed(loop, fd);
    else
        watch_ready(loop, fd, BIT_READING | BIT_WRITING); /* who waits will see for himself */
}

/* Goes through the list: verifies what was on it the last time already and still waits. */
static void verify_aged(struct async_loop *loop, struct epoll_state *state)
{
    int fd = state->unverified, next;
    state->unverified = NONE;
    for (; fd != NONE; fd = next) {
        struct watch *watch = &loop->watches.table[fd];
        next = watch->slot;
        watch->listed = 0;
        if (!(watch->assumed & waits(watch)))
            continue;
        if (watch->aged) {
            verify(loop, fd);
        } else {
            assume(state, watch, fd, watch->assumed);
            watch->aged = 1;
        }
    }
}

/* How long to wait at most: no longer than until the unverified have to be gone through again. */
static uint64_t limit(struct async_loop *loop, struct epoll_state *state, uint64_t nanoseconds)
{
    if (state->unverified == NONE)
        return nanoseconds;
    uint64_t passed = loop_now(loop) - state->verified;
    if (passed >= VERIFY_AFTER) {
        verify_aged(loop, state);
        state->verified = loop_now(loop);
        passed = 0;
    }
    if (loop->ready.head)
        return 0;
    uint64_t left = VERIFY_AFTER - passed;
    return state->unverified != NONE && left < nanoseconds ? left : nanoseconds;
}

/* ---- the poller ---- */

static int epoll_add(struct async_loop *loop, int fd, enum direction direction)
{
    struct watch *watch = &loop->watches.table[fd];
    unsigned serial = watch->waiter[direction]->serial / (CANCELS_MAX + 1);
    if ((watch->kernel & BIT(direction)) && watch->serial[direction] == serial) {
        assume(loop->poller_state, watch, fd, BIT(direction));
        return 0;
    }
    watch->serial[direction] = serial;
    if (!enlist(loop, fd))
        return 0;
    if (errno != EPERM)
        return -1;
    watch_ready(loop, fd, BIT(direction)); /* a regular file */
    return 0;
}

static void epoll_remove(struct async_loop *loop, int fd, enum direction direction)
{
    loop->watches.table[fd].assumed &= (unsigned char)~BIT(direction);
}

static int epoll_wait_for(struct async_loop *loop, uint64_t nanoseconds, const sigset_t *blocked)
{
    struct epoll_state *state = loop->poller_state;
    struct epoll_event events[EVENTS_AT_ONCE];
    int timeout = clock_milliseconds(limit(loop, state, nanoseconds));
    int count = epoll_pwait(state->epoll, events, EVENTS_AT_ONCE, timeout, blocked);
    if (count < 0)
        return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) {
        uint32_t found = events[i].events;
        int fd = events[i].data.fd;
        if (found & ~(uint32_t)(EPOLLIN | EPOLLOUT) && fd < loop->watches.room)
            loop->watches.table[fd].never_dry = 1;
        watch_ready(loop, fd,
                    (found & ~(uint32_t)EPOLLOUT ? BIT_READING : 0) |
                        (found & (EPOLLOUT | EPOLLERR | EPOLLHUP) ? BIT_WRITING : 0));
    }
    return 0;
}

const struct poller poller_epoll = {
    "epoll", epoll_open, epoll_close, epoll_add, epoll_remove, epoll_wait_for,
};
#endif
