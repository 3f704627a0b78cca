/* SPDX-License-Identifier: MIT
 *
 * Reading standard input, and writing files whole or not at all.
 */
#ifndef AWAITC_FILES_H
#define AWAITC_FILES_H

#include "base/str.h"

/* true, or false after a message on standard error. */
bool files_read_stdin(struct str *text);

/* Writes to a temporary file beside `path` and renames it; "-" is standard output. On failure an
 * existing file is left as it was. */
bool files_write(const char *path, const char *text, size_t size);

#endif
