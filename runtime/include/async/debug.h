/* SPDX-License-Identifier: MIT
 *
 * <async/debug.h>: debug mode, part of <async.h>. It is on when the environment has ASYNC_DEBUG=1
 * (or anything but 0) as a loop is opened, or by async_debug(). Reports go where all reports go
 * (async_on_unhandled), as ASYNC_REPORT_DEBUG; misuse of a handle ends the program.
 *
 *   reported  steps of a task that take long, with the awaits between which; tasks that are pending
 *             when the loop closes, and theirs; a block end that waits for more than a second for a
 *             task that resists; generators that are alive when the program ends
 *   ended     the use of a future or generator after it was freed, or in another thread than that
 *             of its loop
 *   poisoned  the value of a future before it is there (bytes 0xA5) and after it was freed (0xDB)
 *
 * A task is named by its function and the place of its spawn; with it goes its await stack, as the
 * trace of the report: function and line of each await that it stands at. The lines are known of
 * the program or library that has called async_run() last, where that is an ELF file that was not
 * compiled by tcc; looking them up costs nothing before there is something to tell.
 */
#ifndef ASYNC_DEBUG_H
#define ASYNC_DEBUG_H

#include <async/types.h>

/* For the loops and generators that this thread begins from now on. loop.set_debug. */
extern void async_debug(async_bool on);

/* How long a step may take before it is reported: 0.1 unless told. loop.slow_callback_duration. */
extern void async_debug_slow(double seconds);

/* Reports every task of this thread's loop, what it waits for and its await stack; with names in
 * debug mode. asyncio.all_tasks, Task.print_stack. */
extern void async_dump_tasks(void);

#endif
