/* SPDX-License-Identifier: MIT */
#ifndef INTERRUPT_H
#define INTERRUPT_H

#include "loop.h"

/* loop->is_interrupted: cancels async main, which it runs. */
void interrupt_pass(struct async_loop *loop);

/* What loop->poller->wait does; an interrupt ends it, whenever it comes. */
int interrupt_wait(struct async_loop *loop, uint64_t nanoseconds);

/* Did async main end by an interrupt? */
bool interrupt_ended_main(void);

#endif
