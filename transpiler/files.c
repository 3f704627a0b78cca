/* SPDX-License-Identifier: MIT
 *
 * A file is complete under its name or not there: it is written under a temporary name in the same
 * folder, closed, and renamed. What is not a regular file (/dev/null, a pipe) is written to
 * directly.
 */
#define _POSIX_C_SOURCE 200809L
#include "files.h"

#include "base/arena.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const char *what, const char *path)
{
    fprintf(stderr, "awaitc: error: cannot %s '%s': %s\n", what, path, strerror(errno));
    return false;
}

bool files_read_stdin(struct str *text)
{
    char buffer[65536];
    for (;;) {
        ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail("read", "<stdin>");
        if (got == 0)
            break;
        str_add(text, buffer, (size_t)got);
    }
    str_add(text, "", 0);
    return true;
}

static bool write_all(int fd, const char *text, size_t size)
{
    while (size) {
        ssize_t put = write(fd, text, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        text += put;
        size -= (size_t)put;
    }
    return true;
}

/* The mode a newly created file gets. */
static mode_t new_file_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool write_and_rename(const char *path, char *temporary, const char *text, size_t size)
{
    int fd = mkstemp(temporary);
    if (fd < 0)
        return fail("create", path);
    bool done = write_all(fd, text, size) && fchmod(fd, new_file_mode()) == 0;
    done = close(fd) == 0 && done;
    if (done && rename(temporary, path) == 0)
        return true;
    fail("write", path);
    unlink(temporary);
    return false;
}

static bool write_directly(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return fail("open", path);
    bool done = fwrite(text, 1, size, file) == size;
    done = fclose(file) == 0 && done;
    return done || fail("write", path);
}

bool files_write(const char *path, const char *text, size_t size)
{
    if (strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, text, size) || fail("write", "<stdout>");
    struct stat existing;
    if (stat(path, &existing) == 0 && !S_ISREG(existing.st_mode))
        return write_directly(path, text, size);
    char *temporary = xrealloc(NULL, strlen(path) + sizeof ".XXXXXX");
    sprintf(temporary, "%s.XXXXXX", path);
    bool done = write_and_rename(path, temporary, text, size);
    free(temporary);
    return done;
}
