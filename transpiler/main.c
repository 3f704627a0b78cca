/* SPDX-License-Identifier: MIT
 *
 * The command awaitc. Whatever goes wrong ends with a message and exit status 1 or 2: a pipe that
 * nobody reads and a file that may grow no further are errors of writing, not signals; a fault of
 * awaitc's own, or of libclang's, is said to be one.
 */
#define _XOPEN_SOURCE 700
#include "base/deep.h"
#include "compile.h"
#include "front/front.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef AWAITC_VERSION
#define AWAITC_VERSION "0.1.0"
#endif

/* ---- the surroundings ---- */

/* A file opened later must not take the place of a closed stdout or stderr and get what is meant
 * for those. What stands there instead can neither be read from 0 nor written to as 1 and 2. */
static void fill_standard_files(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static void on_fault(int number)
{
    static const char bug[] =
        "awaitc: error: internal error: awaitc or libclang crashed; nothing was written\n";
    static const char gave_up[] =
        "awaitc: error: internal error: libclang gave up (out of memory?); nothing was written\n";
    ssize_t put = number == SIGABRT ? write(STDERR_FILENO, gave_up, sizeof gave_up - 1)
                                    : write(STDERR_FILENO, bug, sizeof bug - 1);
    (void)put;
    _exit(2);
}

/* A sanitizer's handlers stay. */
static void settle_signals(void)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct sigaction action = {.sa_flags = SA_ONSTACK}, before;
        action.sa_handler = on_fault;
        sigemptyset(&action.sa_mask);
        if (sigaction(faults[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(faults[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* ---- the command ---- */

static void show_version(void)
{
    struct arena arena = {0};
    printf("awaitc %s (%s)\n", AWAITC_VERSION, front_version(&arena));
    arena_free(&arena);
}

static int run(const struct options *options)
{
    if (options->shows_help)
        options_help();
    else if (options->shows_version)
        show_version();
    else
        return compile(options);
    return 0;
}

struct job {
    struct options options;
    int status;
};

static void *run_job(void *data)
{
    struct job *job = data;
    job->status = run(&job->options);
    return NULL;
}

static bool flush_stdout(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    fprintf(stderr, "awaitc: error: cannot write '<stdout>': %s\n", strerror(errno));
    return false;
}

int main(int argc, char **argv)
{
    struct job job = {.status = 2};
    fill_standard_files();
    settle_signals();
    if (options_parse(&job.options, argc, argv))
        deep_call(run_job, &job);
    options_free(&job.options);
    if (!flush_stdout() && job.status == 0)
        job.status = 2;
    return job.status;
}
