/* SPDX-License-Identifier: MIT
 *
 * Calls that other threads ask the loop for: a list behind a mutex, and a pipe whose other end the
 * loop watches. The thread that finds the list empty writes the byte that wakes the loop.
 */
#include "mailbox.h"
#include "task.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

struct letter {
    struct letter *next;
    void (*function)(void *arg);
    void *arg;
};

struct mailbox {
    struct async_reaction reaction; /* to the pipe */
    struct async_poll wait;         /* what a watch expects; see watch_closed */
    int pipe[2];
    pthread_mutex_t lock; /* of what follows */
    struct letter *first, **last;
    bool is_closed; /* it takes no more */
};

static struct letter *take_all(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    struct letter *first = mailbox->first;
    mailbox->first = NULL;
    mailbox->last = &mailbox->first;
    pthread_mutex_unlock(&mailbox->lock);
    return first;
}

static void call_all(struct mailbox *mailbox)
{
    for (struct letter *letter = take_all(mailbox), *next; letter; letter = next) {
        struct letter here = *letter;
        next = letter->next;
        memory_resize(letter, 0);
        here.function(here.arg);
    }
}

static void watch_pipe(struct async_loop *loop, struct mailbox *mailbox)
{
    if (watch_add(loop, &mailbox->reaction.node, mailbox->pipe[0], READING))
        report(ASYNC_REPORT_DEBUG, NULL, "the loop hears no other thread any more");
}

static void mailbox_run(struct async_loop *loop, struct async_reaction *reaction)
{
    struct mailbox *mailbox = (struct mailbox *)reaction;
    char bytes[64];
    while (read(mailbox->pipe[0], bytes, sizeof bytes) > 0)
        continue;
    watch_pipe(loop, mailbox);
    call_all(mailbox);
}

static int open_pipe(int ends[2])
{
    if (pipe(ends))
        return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    return 0;
}

static int mailbox_open(struct async_loop *loop)
{
    struct mailbox *mailbox = memory_resize(NULL, sizeof *mailbox);
    if (!mailbox)
        return -1;
    *mailbox = (struct mailbox){.reaction = {{.flags = NODE_REACTION}, mailbox_run}};
    if (open_pipe(mailbox->pipe)) {
        memory_resize(mailbox, 0);
        return -1;
    }
    pthread_mutex_init(&mailbox->lock, NULL);
    mailbox->last = &mailbox->first;
    mailbox->reaction.node.task.innermost = &mailbox->wait.head;
    mailbox->reaction.node.serial = loop->serial += CANCELS_MAX + 1;
    loop->mailbox = mailbox;
    watch_pipe(loop, mailbox);
    return 0;
}

void mailbox_close(struct async_loop *loop)
{
    struct mailbox *mailbox = loop->mailbox;
    pthread_mutex_lock(&mailbox->lock);
    mailbox->is_closed = true;
    pthread_mutex_unlock(&mailbox->lock);
    call_all(mailbox);
    node_leave_wait(loop, &mailbox->reaction.node);
    mailbox->reaction.node.state = TASK_STUCK;
}

void mailbox_free(struct async_loop *loop)
{
    struct mailbox *mailbox = loop->mailbox;
    loop->mailbox = NULL;
    close(mailbox->pipe[0]);
    close(mailbox->pipe[1]);
    pthread_mutex_destroy(&mailbox->lock);
    memory_resize(mailbox, 0);
}

struct async_loop *async_loop_current(void)
{
    struct async_loop *loop = loop_here;
    if (!loop)
        errno = ENOTCONN;
    else if (!loop->mailbox && mailbox_open(loop))
        return NULL;
    return loop;
}

static void post(struct mailbox *mailbox, struct letter *letter)
{
    bool was_empty = !mailbox->first;
    *mailbox->last = letter;
    mailbox->last = &letter->next;
    if (was_empty)
        while (write(mailbox->pipe[1], "", 1) < 0 && errno == EINTR)
            continue;
}

int async_call_threadsafe(struct async_loop *loop, void (*function)(void *), void *arg)
{
    struct mailbox *mailbox = loop->mailbox;
    struct letter *letter = memory_resize(NULL, sizeof *letter);
    if (!letter)
        return -1;
    *letter = (struct letter){NULL, function, arg};
    pthread_mutex_lock(&mailbox->lock);
    bool is_closed = mailbox->is_closed;
    if (!is_closed)
        post(mailbox, letter);
    pthread_mutex_unlock(&mailbox->lock);
    if (!is_closed)
        return 0;
    memory_resize(letter, 0);
    errno = ENOTCONN;
    return -1;
}
