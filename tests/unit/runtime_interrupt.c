/* SPDX-License-Identifier: MIT
 *
 * SIGINT in the instant before the loop sleeps. The system calls that it sleeps in stand here, in
 * front of the C library's: they raise the signal, and then do what they are asked for. A signal
 * that is lost leaves the loop asleep, until SIGALRM ends the test. A loop that sleeps for long
 * does so in two steps; the signal comes ahead of the first one, or of the second.
 */
#include "runtime_harness.h"
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define MASK_SIZE 8L /* the kernel's; as wide as syscall() reads it */

static void (*before_sleep)(void);

static void come_by(void)
{
    void (*function)(void) = before_sleep;
    before_sleep = NULL;
    if (function)
        function();
}

int pselect(int count, fd_set *readable, fd_set *writable, fd_set *special,
            const struct timespec *limit, const sigset_t *blocked)
{
    const struct {
        const sigset_t *set;
        size_t size;
    } mask = {blocked, MASK_SIZE};
    come_by();
    struct timespec left = limit ? *limit : (struct timespec){0};
    return (int)syscall(SYS_pselect6, count, readable, writable, special, limit ? &left : NULL,
                        &mask);
}

int ppoll(struct pollfd *entries, nfds_t count, const struct timespec *limit,
          const sigset_t *blocked)
{
    come_by();
    struct timespec left = limit ? *limit : (struct timespec){0};
    return (int)syscall(SYS_ppoll, entries, count, limit ? &left : NULL, blocked, MASK_SIZE);
}

int epoll_pwait(int epoll, struct epoll_event *events, int room, int milliseconds,
                const sigset_t *blocked)
{
    come_by();
    return (int)syscall(SYS_epoll_pwait, epoll, events, room, milliseconds, blocked, MASK_SIZE);
}

/* ---- what main waits for ---- */

SCRIPT(reads_for_ever)
{
    BEGIN
    AWAIT(s->got, io, async_read, s->fd = ((int *)s->data)[0], s->buffer, 1);
    END;
}

SCRIPT(sleeps_for_long)
{
    BEGIN
    SLEEP(1e6);
    END;
}

/* The status of a child that runs the body as async main would be. */
static int run_main(script_body *body, void (*function)(void))
{
    pid_t child = fork();
    if (child == 0) {
        int ends[2];
        alarm(60);
        signal(SIGINT, SIG_DFL);
        if (pipe(ends) || !async_run_open(NULL, NULL))
            _exit(1);
        before_sleep = function;
        struct script *s = script_spawn(body, ends, NULL, 1);
        int result = async_main_until(&s->value);
        _exit(result < 0 && errno == ECANCELED ? 0 : 2);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void raise_here(void)
{
    raise(SIGINT);
}

static void raise_next_time(void)
{
    before_sleep = raise_here;
}

static void an_interrupt_ahead_of_the_sleep_is_heard(void **state)
{
    (void)state;
    assert_int_equal(run_main(reads_for_ever, raise_here), 0);
    assert_int_equal(run_main(reads_for_ever, raise_next_time), 0);
    assert_int_equal(run_main(sleeps_for_long, raise_here), 0);
    assert_int_equal(run_main(sleeps_for_long, raise_next_time), 0);
}

/* ---- threads ---- */

static void *raise_there(void *arg)
{
    sigset_t none;
    (void)arg;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    raise(SIGINT);
    return NULL;
}

static void raise_in_a_thread(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, raise_there, NULL) || pthread_join(thread, NULL))
        _exit(3);
}

static void raise_in_a_thread_next_time(void)
{
    before_sleep = raise_in_a_thread;
}

static void one_that_another_thread_gets_is_handed_on(void **state)
{
    (void)state;
    assert_int_equal(run_main(reads_for_ever, raise_in_a_thread), 0);
    assert_int_equal(run_main(reads_for_ever, raise_in_a_thread_next_time), 0);
    assert_int_equal(run_main(sleeps_for_long, raise_in_a_thread), 0);
    assert_int_equal(run_main(sleeps_for_long, raise_in_a_thread_next_time), 0);
}

static void *fork_there(void *arg)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        raise_there(NULL);
        _exit(4);
    }
    if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status) || WTERMSIG(status) != SIGINT)
        _exit(5);
    return arg;
}

static void fork_in_a_thread(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, fork_there, NULL) || pthread_join(thread, NULL))
        _exit(3);
    raise(SIGINT);
}

static void it_ends_a_process_without_the_thread_of_the_loop(void **state)
{
    (void)state;
    assert_int_equal(run_main(reads_for_ever, fork_in_a_thread), 0);
}

/* ---- the second one ---- */

static void raise_twice(void)
{
    before_sleep = raise_here;
    raise(SIGINT);
}

SCRIPT(resists)
{
    BEGIN
    for (;;) {
        SLEEP_OR(again, 1e6);
    again:
        async_release(task, async_catch(task));
    }
    END;
}

static void the_second_one_ends_the_program(void **state)
{
    (void)state;
    int status = run_main(resists, raise_twice);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_interrupt_ahead_of_the_sleep_is_heard),
        cmocka_unit_test(one_that_another_thread_gets_is_handed_on),
        cmocka_unit_test(it_ends_a_process_without_the_thread_of_the_loop),
        cmocka_unit_test(the_second_one_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
