/* SPDX-License-Identifier: MIT
 *
 * A file is complete under its name or not there: it is written under a temporary name in the same
 * folder, closed, and renamed once all the files of a run are written. What is not a regular file
 * (/dev/null, a pipe) is written to directly.
 */
#define _XOPEN_SOURCE 700
#include "files.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Places in a source are 32-bit numbers, clang's have 31 bits for all files together. */
static const size_t largest = (size_t)1 << 30;

static bool fail(const char *what, const char *path)
{
    fprintf(stderr, "awaitc: error: cannot %s '%s': %s\n", what, path, strerror(errno));
    return false;
}

/* ---- reading ---- */

static bool read_all(int fd, struct str *text)
{
    static char buffer[65536];
    str_add(text, "", 0);
    while (text->size <= largest) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        if (got == 0)
            return true;
        if (got > 0)
            str_add(text, buffer, (size_t)got);
        else if (errno != EINTR)
            return false;
    }
    errno = EFBIG;
    return false;
}

bool files_read(const char *path, struct str *text)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || !read_all(fd, text)) {
        fail("read", is_stdin ? "<stdin>" : path);
        if (fd > STDIN_FILENO)
            close(fd);
        return false;
    }
    if (!is_stdin)
        close(fd);
    return true;
}

/* ---- writing ---- */

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

static bool write_directly(const struct file_output *output)
{
    bool is_stdout = strcmp(output->path, "-") == 0;
    const char *name = is_stdout ? "<stdout>" : output->path;
    int fd = is_stdout ? STDOUT_FILENO : open(output->path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail("write", name);
    bool done = write_all(fd, output->text, output->size) || fail("write", name);
    return (is_stdout || close(fd) == 0 || fail("write", name)) && done;
}

static bool is_direct(const struct file_output *output)
{
    struct stat existing;
    return strcmp(output->path, "-") == 0 ||
           (stat(output->path, &existing) == 0 && !S_ISREG(existing.st_mode));
}

/* Where the file is that a name leads to: replacing it leaves a link in place. */
static char *target_of(const char *path)
{
    char *target = realpath(path, NULL);
    return target ? target : strcpy(xrealloc(NULL, strlen(path) + 1), path);
}

/* A file that is there keeps its mode, and is left as it is where that says so. */
static bool find_mode(const char *path, mode_t *mode)
{
    struct stat existing;
    if (stat(path, &existing) != 0) {
        *mode = new_file_mode();
        return true;
    }
    *mode = existing.st_mode & 0777;
    return access(path, W_OK) == 0 || fail("write", path);
}

static bool write_temporary(struct file_output *output)
{
    static const char pattern[] = ".awaitc-XXXXXX";
    mode_t mode;
    output->target = target_of(output->path);
    if (!find_mode(output->target, &mode))
        return false;
    const char *slash = strrchr(output->target, '/');
    size_t folder = slash ? (size_t)(slash + 1 - output->target) : 0;
    char *temporary = xrealloc(NULL, folder + sizeof pattern);
    memcpy(temporary, output->target, folder);
    memcpy(temporary + folder, pattern, sizeof pattern);
    /* Nothing has an empty name. */
    int fd = *output->path ? mkstemp(temporary) : open("", O_WRONLY);
    if (fd < 0) {
        free(temporary);
        return fail("create", output->path);
    }
    output->temporary = temporary;
    fchmod(fd, mode);
    bool done = write_all(fd, output->text, output->size) || fail("write", output->path);
    return (close(fd) == 0 || fail("write", output->path)) && done;
}

/* Gives the file its name. */
static bool settle(struct file_output *output)
{
    if (!output->temporary)
        return true;
    if (rename(output->temporary, output->target) != 0)
        return fail("write", output->path);
    free(output->temporary);
    output->temporary = NULL;
    return true;
}

static void discard(struct file_output *output)
{
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->target);
    output->temporary = output->target = NULL;
}

bool files_write(struct file_output *outputs, size_t count)
{
    sigset_t all, before;
    bool done = true;
    for (size_t i = 0; done && i < count; i++)
        done = !is_direct(&outputs[i]) || write_directly(&outputs[i]);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (size_t i = 0; done && i < count; i++)
        done = is_direct(&outputs[i]) || write_temporary(&outputs[i]);
    for (size_t i = 0; done && i < count; i++)
        done = settle(&outputs[i]);
    for (size_t i = 0; i < count; i++)
        discard(&outputs[i]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return done;
}

bool files_differ(const char *input, const char *output)
{
    struct stat in, out;
    if (strcmp(input, "-") == 0 || strcmp(output, "-") == 0 || stat(input, &in) != 0 ||
        stat(output, &out) != 0 || !S_ISREG(out.st_mode) || in.st_dev != out.st_dev ||
        in.st_ino != out.st_ino)
        return true;
    fprintf(stderr, "awaitc: error: '%s' is the input: it would be overwritten\n", output);
    return false;
}
