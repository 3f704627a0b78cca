/* SPDX-License-Identifier: MIT
 *
 * What --bridges writes: where ordinary code has to reach a function that becomes async, that has
 * `_awaited` behind its name, and one of its own name runs it on a loop (see nested/loops.c).
 */
#ifndef DIFFERENTIAL_BRIDGES_H
#define DIFFERENTIAL_BRIDGES_H

#include "edits.h"
#include "functions.h"

#define BRIDGED_SUFFIX "_awaited"

/* word: async, with a blank behind. */
void bridges_add(struct edits *edits, const struct functions *functions, const char *word);

#endif
