/* SPDX-License-Identifier: MIT
 *
 * <async/loop.h>: the event loop, part of <async.h>. One loop a thread. async_run() and an
 * `async int main` open and close it, so most programs call nothing here.
 *
 * One turn is asyncio's: timers that are due, then the tasks and callbacks that were ready when the
 * turn began, in the order in which they became ready, then I/O: the poller waits no longer than
 * the next timer allows, and not at all while tasks are ready.
 *
 * When nothing is ready, no timer is set and no descriptor is watched, nothing can ever wake what
 * async_run runs: that is reported, and EDEADLK is thrown, once, at the await where it stands. If
 * it waits on all the same it is ended: catch blocks are passed over, defers run.
 *
 * Every loop starts with select(). One that watches more than 64 descriptors, or one that select
 * cannot hold (FD_SETSIZE), moves to the best poller there is: epoll on Linux, else poll. The
 * environment variable ASYNC_POLLER (select, poll, epoll) forces one; select then refuses to wait
 * for a descriptor that it cannot hold with EMFILE.
 */
#ifndef ASYNC_LOOP_H
#define ASYNC_LOOP_H

#include <async/types.h>

/* Opens this thread's loop ahead of async_run(), to keep it over several of them. 0, or -1 and
 * errno: EALREADY when there is one, EINVAL for a poller that does not exist. poller: NULL for what
 * ASYNC_POLLER says, or else the default; a name forces that one. */
extern int async_loop_open(const char *poller);

/* Cancels the tasks that still run, waits for them, runs what is queued, frees all and closes the
 * loop. A task that nothing can wake any more is ended: catch blocks are passed over, defers
 * run. 0, or -1 and ENOTCONN when
 * there is none, EBUSY when called from one of its tasks. The end of asyncio.run. */
extern int async_loop_close(void);

/* Seconds by the loop's clock, as of this turn; 0 without a loop. loop.time. */
extern double async_time(void);

/* The name of the poller in use, or NULL without a loop. */
extern const char *async_poller(void);

/* ---- from other threads ----
 *
 * A loop, its tasks and its futures belong to one thread. Others hand it work:
 *
 *     struct async_loop *loop = async_loop_current();      on the thread of the loop
 *     async_call_threadsafe(loop, tell, arg);              on any thread
 */

/* This thread's loop, for async_call_threadsafe; from now on it counts on being called: it never is
 * in a deadlock. Good until it closes. NULL and errno: ENOTCONN without a loop, or as pipe(2).
 * asyncio.get_running_loop. */
extern struct async_loop *async_loop_current(void);

/* Has the loop call function(arg) on its own thread, soon, in the order of these calls; it may set
 * futures, cancel and spawn. What is queued when the loop closes is called then, the last of all;
 * from then on it takes no more. 0, or -1 and errno: ENOMEM, ENOTCONN. Safe in any thread, but not
 * in a signal handler. loop.call_soon_threadsafe. */
extern int async_call_threadsafe(struct async_loop *loop, void (*function)(void *arg), void *arg);

/* Replaces malloc and free for all that the runtime allocates. To be called before anything else;
 * resize(NULL, n) allocates, resize(p, 0) frees and gives NULL. */
extern void async_set_allocator(void *(*resize)(void *block, async_size size));

#endif
