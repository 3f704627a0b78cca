/* SPDX-License-Identifier: MIT
 *
 * <async/loop.h>: the event loop, part of <async.h>. One loop a thread. async_run() and an
 * `async int main` open and close it, so most programs call nothing here.
 *
 * One turn is asyncio's: timers that are due, then the tasks that were ready when the turn began,
 * in the order in which they became ready, then I/O: the poller waits no longer than the next timer
 * allows, and not at all while tasks are ready.
 *
 * Every loop starts with select(). One that watches more than 64 descriptors, or one that select
 * cannot hold (FD_SETSIZE), moves to the best poller there is: epoll on Linux, else poll. The
 * environment variable ASYNC_POLLER (select, poll, epoll) forces one; select then refuses to wait
 * for a descriptor that it cannot hold with EMFILE.
 */
#ifndef ASYNC_LOOP_H
#define ASYNC_LOOP_H

#include <stddef.h>

/* Opens this thread's loop ahead of async_run(), to keep it over several of them. 0, or -1 and
 * errno: EALREADY when there is one, EINVAL for a poller that does not exist. poller: NULL for what
 * ASYNC_POLLER says, or else the default; a name forces that one. */
extern int async_loop_open(const char *poller);

/* Ends every task that still runs, where it stands, frees all and closes the loop. 0, or -1 and
 * ENOTCONN when there is none, EBUSY when called from one of its tasks. asyncio's loop.close. */
extern int async_loop_close(void);

/* Seconds by the loop's clock, as of this turn; 0 without a loop. loop.time. */
extern double async_time(void);

/* The name of the poller in use, or NULL without a loop. */
extern const char *async_poller(void);

/* Replaces malloc and free for all that the runtime allocates. To be called before anything else;
 * resize(NULL, n) allocates, resize(p, 0) frees and gives NULL. */
extern void async_set_allocator(void *(*resize)(void *block, size_t size));

#endif
