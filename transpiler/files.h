/* SPDX-License-Identifier: MIT
 *
 * Reading a file, and writing files whole or not at all. Each call gives true, or false after a
 * message on standard error.
 */
#ifndef AWAITC_FILES_H
#define AWAITC_FILES_H

#include "base/str.h"

/* Reads all of the file, which may be a pipe; "-" is standard input. */
bool files_read(const char *path, struct str *text);

/* A file that is to be written; "-" is standard output. */
struct file_output {
    const char *path;
    const char *text;
    size_t size;
    char *temporary; /* used while it is being written */
    char *target;    /* likewise: what is replaced, `path` or where it points to as a link */
};

/* Writes all of the files, or none of them: what was there before is left as it was then. Signals
 * wait until that is done. */
bool files_write(struct file_output *outputs, size_t count);

/* Refuses a name for an output which is the input's. */
bool files_differ(const char *input, const char *output);

#endif
