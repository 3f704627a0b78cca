/* SPDX-License-Identifier: MIT
 *
 * The depfile: a make rule that names every file that was read.
 */
#ifndef AWAITC_DEPFILE_H
#define AWAITC_DEPFILE_H

#include "ast/ast.h"
#include "base/str.h"
#include "options.h"

/* Its text, which is added to `text`, and its name. */
void depfile_make(const struct options *options, const struct unit *unit, struct str *text);
const char *depfile_name(const struct options *options, struct arena *arena);

#endif
