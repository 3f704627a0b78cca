/* SPDX-License-Identifier: MIT
 *
 * The depfile: a make rule that names every file that was read.
 */
#ifndef AWAITC_DEPFILE_H
#define AWAITC_DEPFILE_H

#include "ast/ast.h"
#include "options.h"

/* true, or false after a message on standard error. */
bool depfile_write(const struct options *options, const struct unit *unit);

#endif
