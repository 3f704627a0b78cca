/* SPDX-License-Identifier: MIT
 *
 * The virtual clock, and a seeded order of the ready tasks.
 */
#ifndef TESTING_H
#define TESTING_H

#include "loop.h"

/* Gives a new loop the settings of the thread. */
extern void testing_apply(struct async_loop *loop);

/* Permutes the tasks of the batch. */
extern void testing_shuffle(struct async_loop *loop);

/* Nothing is ready: the virtual clock jumps to the next timer, if there is one. */
extern void testing_jump(struct async_loop *loop);

#endif
