/* SPDX-License-Identifier: MIT
 *
 * <async/testing.h>: for tests of programs that use async, part of <async.h>. Both settings are the
 * thread's: they hold for its loop, if it has one, and for those that it opens later.
 */
#ifndef ASYNC_TESTING_H
#define ASYNC_TESTING_H

#include <async/types.h>

/* A virtual clock: async_time() begins at 0 (in a loop that is open already it goes on) and stands
 * still while anything is ready; when nothing is it jumps to the next timer. So sleeps and timeouts
 * take no time, and a run with no other input is the same every time. Descriptors are still asked,
 * but not waited for while there are timers: let what is on their other end be in the same program.
 */
extern void async_test_clock(async_bool is_virtual);

/* Permutes, with this seed, the order of the tasks that become ready in the same turn; 0 leaves it
 * as it is. A program that is right does not depend on that order: run it with many seeds.
 * Callbacks (future_on_done) keep their places. */
extern void async_test_seed(unsigned long long seed);

#endif
