/* SPDX-License-Identifier: MIT
 *
 * async_timeout, on a virtual clock.
 */
#include "runtime_clock.h"

SCRIPT(cancels)
{
    BEGIN
    s->handles[0] = &script_spawn((script_body *)s->data, NULL, &s->owner, 1)->value;
    SLEEP(1);
    assert_true(future_cancel(s->handles[0]));
    JOIN_OR(failed, s->handles[0]);
failed:
    script_catch(task);
    note(future_cancelled(s->handles[0]) ? 'X' : 'V');
    assert_true(async_time() == 1);
    END;
}

static double seconds_of[4];

#define TIMEOUT_BEGIN(TIMEOUT, SECONDS)                                                            \
    assert_ptr_equal(async_timeout_begin(TIMEOUT, task, SECONDS), ASYNC_DONE)

/* async_timeout (seconds_of[0]) { sleep(seconds_of[1]) } */
SCRIPT(times_out)
{
    BEGIN
    TIMEOUT_BEGIN(&s->timeout, seconds_of[0]);
    SLEEP_OR(out, seconds_of[1]);
    note('s');
out:
    async_timeout_end(&s->timeout, task, NULL);
    s->value = script_catch(task);
    s->i = (long)async_time();
    SLEEP_OR(leave, 1); /* nothing comes later */
    note('l');
    END;
}

static long timeout_of(double limit, double needed)
{
    long value = -1;
    seconds_of[0] = limit;
    seconds_of[1] = needed;
    script_log[0] = 0;
    assert_int_equal(script_run(times_out, NULL, &value), 0);
    return value;
}

static void timeout_expires_or_not(void **state)
{
    (void)state;
    assert_int_equal(timeout_of(1, 2), ETIMEDOUT);
    assert_string_equal(script_log, "l");
    assert_int_equal(timeout_of(2, 1), 0);
    assert_string_equal(script_log, "sl");
    assert_int_equal(timeout_of(0, 1), ETIMEDOUT);
    assert_int_equal(timeout_of(-5, 1), ETIMEDOUT);
    assert_int_equal(timeout_of(0, 0), ETIMEDOUT); /* at the first suspension */
    assert_int_equal(timeout_of(strtod("inf", NULL), 1), 0);
    assert_int_equal(timeout_of(1, 1), ETIMEDOUT); /* registered first */
}

/* async_timeout (a) { async_timeout (b) { sleep(c) } }, each with its own catch */
SCRIPT(nests)
{
    static struct async_timeout outer;
    BEGIN
    TIMEOUT_BEGIN(&outer, seconds_of[0]);
    TIMEOUT_BEGIN(&s->timeout, seconds_of[1]);
    SLEEP_OR(inner_out, seconds_of[2]);
inner_out:
    async_timeout_end(&s->timeout, task, NULL);
    note(!task->thrown ? 'n' : async_code(task->thrown) == ETIMEDOUT ? 'i' : 'f');
    if (task->thrown && async_code(task->thrown) == ETIMEDOUT)
        script_catch(task);
    if (!task->thrown)
        SLEEP_OR(outer_out, seconds_of[3]);
outer_out:
    async_timeout_end(&outer, task, NULL);
    note(!task->thrown ? 'n' : async_code(task->thrown) == ETIMEDOUT ? 'o' : 'f');
    if (task->thrown && async_code(task->thrown) == ETIMEDOUT)
        script_catch(task);
    goto leave;
    END;
}

static void run_nested(double outer, double inner, double first, double then, const char *expected)
{
    double seconds[] = {outer, inner, first, then};
    memcpy(seconds_of, seconds, sizeof seconds);
    script_log[0] = 0;
    RUN(nests, NULL);
    assert_string_equal(script_log, expected);
}

static void nested_timeouts(void **state)
{
    (void)state;
    run_nested(10, 1, 5, 1, "in"); /* the inner one */
    run_nested(1, 10, 5, 1, "fo"); /* the outer one passes through the inner one */
    run_nested(3, 1, 5, 5, "io");  /* one after the other */
    run_nested(1, 1, 5, 1, "fo");  /* both at once: the outer one wins, as in asyncio */
    run_nested(10, 10, 1, 1, "nn");
}

SCRIPT(waits_in_timeout)
{
    BEGIN
    TIMEOUT_BEGIN(&s->timeout, seconds_of[0]);
    SLEEP_OR(out, 100);
out:
    async_timeout_end(&s->timeout, task, NULL);
    note(async_code(task->thrown) == ECANCELED ? 'c' : 't');
    goto leave;
    END;
}

static void foreign_cancel_doesnt_timeout_if_not_expired(void **state)
{
    (void)state;
    seconds_of[0] = 50;
    RUN(cancels, (void *)waits_in_timeout);
    assert_string_equal(script_log, "cX");
    seconds_of[0] = 1; /* both in the same turn: the foreign one wins */
    script_log[0] = 0;
    RUN(cancels, (void *)waits_in_timeout);
    assert_string_equal(script_log, "cX");
}

SCRIPT(takes_a_second_to_end)
{
    BEGIN
    SLEEP_OR(failed, 100);
failed:
    s->caught = async_catch(task);
    SLEEP_OR(again, 1);
again:
    async_release(task, s->caught);
    goto leave;
    END;
}

/* The request comes when the block is about to be left: it is taken back. */
SCRIPT(leaves_in_time)
{
    BEGIN
    s->handles[0] = future_new(long);
    TIMEOUT_BEGIN(&s->timeout, 0);
    YIELD_OR(out); /* the time is up, but what comes first is the value */
    fail();
out:
    script_catch(task);
    future_cancel(&s->value); /* somebody else, who has not been heard yet */
    async_timeout_end(&s->timeout, task, NULL);
    assert_null(task->thrown);
    SLEEP_OR(failed, 3);
    fail();
failed:
    note('f');
    goto leave;
    END;
}

static void a_foreign_request_outlives_a_timeout(void **state)
{
    (void)state;
    assert_int_equal(script_run(leaves_in_time, NULL, NULL), -1);
    assert_int_equal(async_run_error(), ECANCELED);
    assert_string_equal(script_log, "f");
}

/* It joins its child when the time is up: the request is put off, and taken back. */
SCRIPT(joins_in_timeout)
{
    BEGIN
    s->handles[0] = &script_spawn(takes_a_second_to_end, NULL, &s->owner, 1)->value;
    YIELD();
    TIMEOUT_BEGIN(&s->timeout, 0.5);
    SUSPEND_IF_(async_owner_join__start(&s->leaf.join, task, &s->owner, 0))
    async_timeout_end(&s->timeout, task, NULL);
    assert_null(task->thrown);
    assert_true(async_time() == 1);
    SLEEP(3);
    note('k');
    END;
}

static void a_request_that_was_not_delivered_is_taken_back(void **state)
{
    (void)state;
    RUN(joins_in_timeout, NULL);
    assert_string_equal(script_log, "k");
}

SCRIPT(swallows_in_timeout)
{
    BEGIN
    TIMEOUT_BEGIN(&s->timeout, 1);
    SLEEP_OR(swallowed, 100);
swallowed:
    assert_int_equal(script_catch(task), ECANCELED);
    async_timeout_end(&s->timeout, task, NULL);
    assert_null(task->thrown);
    SLEEP_OR(failed, 100);
    note('k');
    goto leave;
failed:
    note('?');
    goto leave;
    END;
}

static void a_swallowed_timeout_is_none(void **state)
{
    (void)state;
    RUN(swallows_in_timeout, NULL);
    assert_string_equal(script_log, "k");
}

SCRIPT(fails_in_timeout)
{
    BEGIN
    TIMEOUT_BEGIN(&s->timeout, 1);
    SLEEP_OR(out, 100);
out:
    script_catch(task);
    async_throw(task, EIO, NULL);
    async_timeout_end(&s->timeout, task, NULL);
    assert_int_equal(script_catch(task), EIO);
    END;
}

static void another_error_leaves_a_timeout_as_it_is(void **state)
{
    (void)state;
    RUN(fails_in_timeout, NULL);
}

/* The child of the awaited call is what is cancelled; the request is due while the task is ready.
 */
SCRIPT(times_out_a_child)
{
    BEGIN
    s->handles[0] = nap_start(s, 100);
    TIMEOUT_BEGIN(&s->timeout, 1);
    JOIN_OR(out, s->handles[0]);
out:
    async_timeout_end(&s->timeout, task, NULL);
    assert_int_equal(script_catch(task), ETIMEDOUT);
    assert_true(future_cancelled(s->handles[0]));
    END;
}

static void a_timeout_cancels_the_awaited_child(void **state)
{
    (void)state;
    RUN(times_out_a_child, NULL);
    assert_string_equal(script_log, "c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(timeout_expires_or_not),
        CLOCK_TEST(nested_timeouts),
        CLOCK_TEST(foreign_cancel_doesnt_timeout_if_not_expired),
        CLOCK_TEST(a_foreign_request_outlives_a_timeout),
        CLOCK_TEST(a_request_that_was_not_delivered_is_taken_back),
        CLOCK_TEST(a_swallowed_timeout_is_none),
        CLOCK_TEST(another_error_leaves_a_timeout_as_it_is),
        CLOCK_TEST(a_timeout_cancels_the_awaited_child),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
