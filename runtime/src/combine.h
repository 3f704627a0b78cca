/* SPDX-License-Identifier: MIT
 *
 * A task that waits for several futures (struct async_group, in async/leaf.h).
 */
#ifndef COMBINE_H
#define COMBINE_H

#include "loop.h"

/* Asks the members to end in the stead of the task that waits for them. false: there was none to
 * ask. */
extern bool group_ask(struct async_loop *loop, struct async_group *group);

#endif
