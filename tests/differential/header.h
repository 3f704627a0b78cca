/* SPDX-License-Identifier: MIT
 *
 * Where <async.h> goes, and what is to be known of directives for that.
 */
#ifndef DIFFERENTIAL_HEADER_H
#define DIFFERENTIAL_HEADER_H

#include "base/source.h"

/* Where the directive at `at` ends, with the lines that continue it. */
unsigned header_directive_end(const struct source *source, unsigned at);
/* Is there nothing but blanks before `at` on its line? */
bool header_begins_line(const struct source *source, unsigned at);

/* The place at the head of the file for an #include <async.h>, or, when it has that already, for
 * what is to come before all else. */
unsigned header_place(const struct source *source, bool has_header);

#endif
