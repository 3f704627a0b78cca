/* SPDX-License-Identifier: MIT
 *
 * The table of descriptors, and the move from select to a poller for many of them.
 */
#include "loop.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>

#define SELECT_LIMIT 64 /* with more descriptors than this another poller is better */
#define FIRST_ROOM   64

/* The entry of fd, or NULL when there never was one. */
static struct watch *find(struct async_loop *loop, int fd)
{
    return fd >= 0 && fd < loop->watches.room ? &loop->watches.table[fd] : NULL;
}

/* Makes room in the table for fd. */
static int grow(struct watches *watches, int fd)
{
    size_t room = watches->room ? (size_t)watches->room : FIRST_ROOM;
    while (room <= (size_t)fd)
        room *= 2;
    struct watch *table = memory_resize(watches->table, room * sizeof *table);
    if (!table)
        return -1;
    memset(table + watches->room, 0, (room - (size_t)watches->room) * sizeof *table);
    watches->table = table;
    watches->room = (int)room;
    return 0;
}

/* ---- moving to another poller ---- */

/* Tells the poller of all waits. */
static int add_all(struct async_loop *loop)
{
    for (int fd = 0; fd < loop->watches.room; fd++) {
        struct watch *watch = &loop->watches.table[fd];
        watch->kernel = watch->assumed = watch->listed = 0;
        for (int i = READING; i <= WRITING; i++)
            if (watch->waiter[i] && loop->poller->add(loop, fd, (enum direction)i))
                return -1;
    }
    return 0;
}

static int move_to(struct async_loop *loop, const struct poller *poller)
{
    const struct poller *old = loop->poller;
    void *old_state = loop->poller_state, *new_state;
    loop->poller = poller;
    if (poller->open(loop))
        goto stay;
    if (add_all(loop))
        goto close_new;
    new_state = loop->poller_state;
    loop->poller_state = old_state;
    old->close(loop);
    loop->poller_state = new_state;
    return 0;

close_new:
    poller->close(loop);
stay:
    loop->poller = old;
    loop->poller_state = old_state;
    return -1;
}

/* Leaves select if it has too much to watch. If that fails select does what it can. */
static void choose_poller(struct async_loop *loop, int fd)
{
    if (loop->poller != &poller_select || loop->forced)
        return;
    if (loop->watches.busy < SELECT_LIMIT && fd < FD_SETSIZE)
        return;
#if defined __linux__
    if (!move_to(loop, &poller_epoll))
        return;
#endif
    move_to(loop, &poller_poll);
}

/* ---- waiting ---- */

/* Takes away the waiter of one direction, and gives it. */
static struct async_node *take_waiter(struct async_loop *loop, int fd, enum direction direction)
{
    struct watch *watch = &loop->watches.table[fd];
    struct async_node *node = watch->waiter[direction];
    if (!node)
        return NULL;
    watch->waiter[direction] = NULL;
    loop->watches.busy -= !watch->waiter[!direction];
    loop->poller->remove(loop, fd, direction);
    return node;
}

int watch_add(struct async_loop *loop, struct async_node *node, int fd, enum direction direction)
{
    if (fd < 0) {
        errno = EBADF;
        return -1;
    }
    if (fd >= loop->watches.room && grow(&loop->watches, fd))
        return -1;
    struct watch *watch = &loop->watches.table[fd];
    if (watch->waiter[direction]) {
        errno = EBUSY;
        return -1;
    }
    if (!watch->waiter[!direction])
        choose_poller(loop, fd);
    node->state = TASK_WATCHING;
    node->at.watch.fd = fd;
    node->at.watch.direction = direction;
    watch->waiter[direction] = node;
    loop->watches.busy += !watch->waiter[!direction];
    if (!loop->poller->add(loop, fd, direction))
        return 0;
    watch->waiter[direction] = NULL;
    loop->watches.busy -= !watch->waiter[!direction];
    node->state = TASK_RUNNING;
    return -1;
}

void watch_cancel(struct async_loop *loop, struct async_node *node)
{
    take_waiter(loop, node->at.watch.fd, (enum direction)node->at.watch.direction);
}

void watch_ready(struct async_loop *loop, int fd, unsigned directions)
{
    struct watch *watch = find(loop, fd);
    if (!watch)
        return;
    if (directions & BIT_READING)
        watch->dry = 0;
    for (int i = READING; i <= WRITING; i++) {
        if (!(directions & BIT(i)))
            continue;
        struct async_node *node = take_waiter(loop, fd, (enum direction)i);
        if (node)
            loop_make_ready(loop, node);
    }
}

void watch_closed(struct async_loop *loop, int fd)
{
    struct watch *watch = find(loop, fd);
    if (!watch)
        return;
    for (int i = READING; i <= WRITING; i++) {
        struct async_node *node = take_waiter(loop, fd, (enum direction)i);
        if (!node)
            continue;
        int *waits_for = (int *)(node->task.innermost + 1); /* see async/leaf.h */
        *waits_for = -1;
        loop_make_ready(loop, node);
    }
    watch_forget(loop, fd);
}

void watch_forget(struct async_loop *loop, int fd)
{
    struct watch *watch = find(loop, fd);
    if (!watch)
        return;
    watch->kernel = 0;
    watch->dry = watch->never_dry = 0;
    watch->kind = KIND_UNKNOWN;
}

void watch_close(struct async_loop *loop)
{
    memory_resize(loop->watches.table, 0);
    loop->watches = (struct watches){0};
}

/* ---- streams that were read to their end ---- */

bool watch_is_dry(struct async_loop *loop, int fd)
{
    struct watch *watch = find(loop, fd);
    return watch && watch->dry;
}

/* Other kinds of sockets may give less than was asked for and have more. */
static enum watch_kind find_kind(int fd)
{
    int protocol = 0;
    socklen_t size = sizeof protocol;
    if (getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size))
        return KIND_OTHER;
    return protocol == IPPROTO_TCP ? KIND_TCP : KIND_OTHER;
}

void watch_short_read(struct async_loop *loop, int fd)
{
    struct watch *watch = find(loop, fd);
    if (!watch || watch->never_dry)
        return;
    if (watch->kind == KIND_UNKNOWN)
        watch->kind = find_kind(fd);
    watch->dry = watch->kind == KIND_TCP;
}
