/* SPDX-License-Identifier: MIT
 *
 * Calls from other threads.
 */
#include "runtime_harness.h"
#include <pthread.h>

#define THREADS 4
#define CALLS   2000

static struct async_loop *loop;
static long *outcome;
static long counts[THREADS];
static pthread_t threads[THREADS], loop_thread;

static void count_call(void *arg)
{
    long number = (long)(intptr_t)arg, thread = number / CALLS;
    assert_true(pthread_equal(pthread_self(), loop_thread));
    assert_int_equal(counts[thread], number % CALLS); /* in order */
    counts[thread]++;
    long sum = 0;
    for (int i = 0; i < THREADS; i++)
        sum += counts[i];
    if (sum == THREADS * CALLS)
        future_set(outcome, sum);
}

static void *calls(void *arg)
{
    for (long i = 0; i < CALLS; i++)
        assert_int_equal(async_call_threadsafe(loop, count_call, (void *)((intptr_t)arg + i)), 0);
    return NULL;
}

SCRIPT(waits_for_threads)
{
    BEGIN
    loop = async_loop_current();
    assert_non_null(loop);
    assert_ptr_equal(async_loop_current(), loop);
    loop_thread = pthread_self();
    outcome = future_new(long);
    for (intptr_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, calls, (void *)(i * CALLS)), 0);
    JOIN(outcome);
    s->value = *outcome;
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    END;
}

static void other_threads_are_heard_in_order(void **state)
{
    (void)state;
    long value;
    memset(counts, 0, sizeof counts);
    assert_int_equal(script_run(waits_for_threads, NULL, &value), 0);
    assert_int_equal(value, THREADS * CALLS);
}

static void note_arg(void *arg)
{
    note((int)(intptr_t)arg);
}

SCRIPT(leaves_calls)
{
    BEGIN
    async_call_threadsafe(async_loop_current(), note_arg, (void *)'a');
    async_call_threadsafe(async_loop_current(), note_arg, (void *)'b');
    END;
}

static void what_is_left_is_called_at_the_end(void **state)
{
    (void)state;
    RUN(leaves_calls, NULL);
    assert_string_equal(script_log, "ab");
}

static void call_again(void *arg)
{
    int error = 0;
    note((int)(intptr_t)arg);
    if (async_call_threadsafe(async_loop_current(), call_again, arg))
        error = errno;
    assert_int_equal(error, ENOTCONN);
}

SCRIPT(leaves_one_that_calls_again)
{
    BEGIN
    async_call_threadsafe(async_loop_current(), call_again, (void *)'a');
    END;
}

static void after_the_last_calls_nobody_hears(void **state)
{
    (void)state;
    RUN(leaves_one_that_calls_again, NULL);
    assert_string_equal(script_log, "a");
}

static void without_a_loop_there_is_nobody_to_call(void **state)
{
    (void)state;
    errno = 0;
    assert_null(async_loop_current());
    assert_int_equal(errno, ENOTCONN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(other_threads_are_heard_in_order),
        TEST(what_is_left_is_called_at_the_end),
        TEST(after_the_last_calls_nobody_hears),
        TEST(without_a_loop_there_is_nobody_to_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
