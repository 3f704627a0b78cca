/* SPDX-License-Identifier: MIT
 *
 * async_read and async_write on pipes and files. Every pipe is in blocking mode but where said.
 */
#include "runtime_harness.h"
#include <limits.h>
#include <signal.h>
#include <sys/time.h>

struct pipe_test {
    int fd[2]; /* to read from, to write to */
    size_t size;
};

static void open_pipe(struct pipe_test *test, size_t size)
{
    assert_int_equal(pipe(test->fd), 0);
    test->size = size;
}

static void close_pipe(struct pipe_test *test)
{
    close(test->fd[0]);
    close(test->fd[1]);
}

/* ---- pipes ---- */

SCRIPT(writes_all)
{
    static char block[1000000];
    struct pipe_test *test = s->data;
    BEGIN
    for (s->i = 0; s->i < (long)test->size; s->i += s->got) {
        AWAIT(s->got, io, async_write, test->fd[1], block, test->size - (size_t)s->i);
        assert_true(s->got > 0);
    }
    async_close(test->fd[1]);
    END;
}

SCRIPT(reads_all)
{
    static char block[3000];
    struct pipe_test *test = s->data;
    BEGIN
    script_spawn(writes_all, test, &s->owner, 0);
    for (;;) {
        AWAIT(s->got, io, async_read, test->fd[0], block, sizeof block);
        assert_true(s->got >= 0);
        if (s->got == 0)
            break;
        s->value += s->got;
    }
    assert_null(s->owner.async_tasks);
    END;
}

static void a_pipe_carries_more_than_it_holds(void **state)
{
    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        struct pipe_test test;
        long value = 0;
        open_pipe(&test, 1000000);
        if (nonblocking)
            fcntl(test.fd[1], F_SETFL, O_NONBLOCK);
        assert_int_equal(script_run(reads_all, &test, &value), 0);
        assert_int_equal(value, 1000000);
        close(test.fd[0]);
    }
}

SCRIPT(writes_parts)
{
    static char large[3 * PIPE_BUF];
    static const struct iovec small_first[] = {
        {large, 10}, {large, 0}, {large, 20}, {large, 3 * PIPE_BUF}};
    static const struct iovec large_first[] = {{large, 0}, {large, PIPE_BUF + 1}, {large, 1}};
    struct pipe_test *test = s->data;
    BEGIN
    AWAIT(s->got, io, async_writev, test->fd[1], small_first, 4);
    assert_int_equal(s->got, 30);
    AWAIT(s->got, io, async_writev, test->fd[1], large_first, 3);
    assert_int_equal(s->got, PIPE_BUF);
    AWAIT(s->got, io, async_writev, test->fd[1], large_first, 1);
    assert_int_equal(s->got, 0);
    AWAIT(s->got, io, async_write, test->fd[1], large, 5);
    assert_int_equal(s->got, 5);
    END;
}

static void a_blocking_pipe_is_given_what_it_is_sure_to_take(void **state)
{
    (void)state;
    struct pipe_test test;
    open_pipe(&test, 0);
    RUN(writes_parts, &test);
    close_pipe(&test);
}

SCRIPT(writes_to_nobody)
{
    struct pipe_test *test = s->data;
    BEGIN
    AWAIT(s->got, io, async_write, test->fd[1], "x", 1);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EPIPE);
    END;
}

static void writing_to_a_broken_pipe_gives_epipe(void **state)
{
    (void)state;
    struct pipe_test test;
    sigset_t pending;
    open_pipe(&test, 0);
    close(test.fd[0]);
    RUN(writes_to_nobody, &test); /* SIGPIPE would end the program */
    sigpending(&pending);
    assert_false(sigismember(&pending, SIGPIPE));
    close(test.fd[1]);
}

/* ---- files ---- */

SCRIPT(writes_and_reads_a_file)
{
    static char block[300000], back[300000];
    int fd = (int)(intptr_t)s->data;
    BEGIN
    memset(block, 'x', sizeof block);
    AWAIT(s->got, io, async_write, fd, block, sizeof block);
    assert_int_equal(s->got, sizeof block);
    lseek(fd, 0, SEEK_SET);
    AWAIT(s->result, poll, async_wait_readable, fd);
    assert_int_equal(s->result, 0);
    AWAIT(s->result, poll, async_wait_writable, fd);
    assert_int_equal(s->result, 0);
    AWAIT(s->got, io, async_read, fd, back, sizeof back);
    assert_int_equal(s->got, sizeof back);
    assert_memory_equal(block, back, sizeof back);
    AWAIT(s->got, io, async_read, fd, back, 1);
    assert_int_equal(s->got, 0);
    END;
}

static void a_regular_file_never_waits(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    RUN(writes_and_reads_a_file, (void *)(intptr_t)fileno(file));
    fclose(file);
}

SCRIPT(uses_a_bad_one)
{
    BEGIN
    AWAIT(s->got, io, async_read, -1, s->buffer, 1);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EBADF);
    AWAIT(s->got, io, async_write, -1, s->buffer, 1);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EBADF);
    END;
}

static void a_bad_descriptor_gives_ebadf(void **state)
{
    (void)state;
    RUN(uses_a_bad_one, NULL);
}

/* ---- signals ---- */

static volatile sig_atomic_t alarms;

static void on_alarm(int signal_number)
{
    (void)signal_number;
    alarms++;
}

SCRIPT(reads_late)
{
    struct pipe_test *test = s->data;
    BEGIN
    AWAIT(s->got, io, async_read, test->fd[0], s->buffer, 1);
    assert_int_equal(s->got, 1);
    END;
}

SCRIPT(writes_after_alarms)
{
    struct pipe_test *test = s->data;
    BEGIN
    s->handles[0] = &script_spawn(reads_late, test, &s->owner, 1)->value;
    while (alarms < 5)
        SLEEP(0.002);
    AWAIT(s->got, io, async_write, test->fd[1], "x", 1);
    JOIN(s->handles[0]);
    async_owner_end(&s->owner);
    END;
}

static void a_signal_is_not_an_error(void **state)
{
    (void)state;
    struct pipe_test test;
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval often = {{0, 1000}, {0, 1000}}, never = {{0, 0}, {0, 0}};
    open_pipe(&test, 0);
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    RUN(writes_after_alarms, &test);
    setitimer(ITIMER_REAL, &never, NULL);
    close_pipe(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_pipe_carries_more_than_it_holds),
        TEST(a_blocking_pipe_is_given_what_it_is_sure_to_take),
        TEST(writing_to_a_broken_pipe_gives_epipe),
        TEST(a_regular_file_never_waits),
        TEST(a_bad_descriptor_gives_ebadf),
        TEST(a_signal_is_not_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
