/* SPDX-License-Identifier: MIT
 *
 * One file from source to C.
 */
#ifndef AWAITC_COMPILE_H
#define AWAITC_COMPILE_H

#include "options.h"

/* The exit status: 0 done, 1 mistakes in the source, 2 something could not be read or written. */
int compile(const struct options *options);

#endif
