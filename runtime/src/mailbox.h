/* SPDX-License-Identifier: MIT
 *
 * Calls that other threads ask the loop for.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#include "loop.h"

/* Runs what is left in it; it takes no more then. */
extern void mailbox_close(struct async_loop *loop);
extern void mailbox_free(struct async_loop *loop);

#endif
