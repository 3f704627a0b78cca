/* SPDX-License-Identifier: MIT
 *
 * Cancelling tasks, by the names of asyncio's own tests where they have one, on a virtual clock.
 */
#include "runtime_clock.h"

/* What a task under test does; what it came to is in the log. */
SCRIPT(sleeps)
{
    BEGIN
    note('s');
    SLEEP_OR(failed, 10);
    s->value = 42;
    goto leave;
failed:
    note(async_code(task->thrown) == ECANCELED ? 'c' : '?');
    goto leave;
    END;
}

/* Spawns the script, lets it run for some turns, cancels it, waits, and notes its end. */
struct victim {
    script_body *body;
    void *data;
    int turns, cancels;
};

static int outcome_letter(const void *handle)
{
    if (future_state(handle) == ASYNC_CANCELLED)
        return 'X';
    return future_error(handle) ? 'E' : 'V';
}

SCRIPT(cancels)
{
    const struct victim *victim = s->data;
    BEGIN
    s->handles[0] = &script_spawn(victim->body, victim->data, &s->owner, 1)->value;
    for (s->i = 0; s->i < victim->turns; s->i++)
        YIELD();
    for (int i = 0; i < victim->cancels; i++)
        assert_true(future_cancel(s->handles[0]));
    JOIN_OR(failed, s->handles[0]);
failed:
    script_catch(task);
    note(outcome_letter(s->handles[0]));
    assert_false(future_cancel(s->handles[0]));
    END;
}

static void run_victim(script_body *body, int turns, int cancel_count, const char *expected)
{
    struct victim victim = {body, NULL, turns, cancel_count};
    script_log[0] = 0;
    RUN(cancels, &victim);
    assert_string_equal(script_log, expected);
}

static void cancel_in_mid_sleep(void **state)
{
    (void)state;
    run_victim(sleeps, 2, 1, "scX");
    run_victim(sleeps, 2, 3, "scX");
    run_victim(sleeps, 2, 0, "sV");
}

static void cancel_before_the_first_step_never_runs_the_body(void **state)
{
    (void)state;
    run_victim(sleeps, 0, 1, "X");
    run_victim(sleeps, 0, 2, "X");
}

SCRIPT(yields_once)
{
    BEGIN
    YIELD_OR(failed);
    goto leave;
failed:
    note('c');
    goto leave;
    END;
}

static void cancel_yield(void **state)
{
    (void)state;
    run_victim(yields_once, 1, 1, "cX");
}

SCRIPT(ends_asked)
{
    BEGIN
    YIELD();
    assert_true(future_cancel(&s->value));
    s->value = 12;
    END;
}

static void cancel_at_end(void **state)
{
    (void)state;
    assert_int_equal(script_run(ends_asked, NULL, NULL), -1);
    assert_int_equal(async_run_error(), ECANCELED);
}

SCRIPT(fails_asked)
{
    BEGIN
    assert_true(future_cancel(&s->value));
    THROW(EIO);
    END;
}

static void an_error_wins_over_a_request_at_the_end(void **state)
{
    (void)state;
    assert_int_equal(script_run(fails_asked, NULL, NULL), -1);
    assert_int_equal(async_run_error(), EIO);
}

SCRIPT(cancels_itself)
{
    BEGIN
    assert_true(future_cancel(&s->value));
    note('a');
    SLEEP_OR(failed, 10);
    fail();
failed:
    note('c');
    assert_true(async_time() < 1);
    goto leave;
    END;
}

static void a_request_is_delivered_at_the_next_suspension(void **state)
{
    (void)state;
    assert_int_equal(script_run(cancels_itself, NULL, NULL), -1);
    assert_int_equal(async_run_error(), ECANCELED);
    assert_string_equal(script_log, "ac");
}

SCRIPT(catches)
{
    BEGIN
    SLEEP_OR(failed, 10);
    fail();
failed:
    assert_int_equal(script_catch(task), ECANCELED);
    SLEEP(1); /* cleans up in peace */
    note('c');
    s->value = 42;
    END;
}

static void cancel_task_catching(void **state)
{
    (void)state;
    run_victim(catches, 2, 1, "cV");
}

SCRIPT(ignores)
{
    BEGIN
    for (;;) {
        SLEEP_OR(failed, 10);
        break;
    failed:
        script_catch(task);
        note('i');
    }
    END;
}

static void cancel_task_ignoring(void **state)
{
    (void)state;
    run_victim(ignores, 2, 1, "iV");
    run_victim(ignores, 2, 5, "iV"); /* asked before it could look: once */
}

SCRIPT(fails_when_cancelled)
{
    BEGIN
    SLEEP_OR(failed, 10);
failed:
    script_catch(task);
    THROW(EIO);
    END;
}

static void cancel_with_another_error(void **state)
{
    (void)state;
    run_victim(fails_when_cancelled, 2, 1, "E");
}

SCRIPT(throws_cancelled)
{
    BEGIN
    YIELD();
    THROW(ECANCELED);
    END;
}

static void throwing_ecanceled_ends_a_task_cancelled(void **state)
{
    (void)state;
    run_victim(throws_cancelled, 1, 0, "X");
}

/* ---- what it awaits is cancelled in its stead ---- */

SCRIPT(awaits_child)
{
    script_body *body = (script_body *)s->data;
    BEGIN
    s->handles[0] = &script_spawn(body, NULL, &s->owner, 1)->value;
    JOIN_OR(failed, s->handles[0]);
    note('v');
    goto leave;
failed:
    note(async_code(task->thrown) == ECANCELED ? 'p' : '?');
    goto leave;
    END;
}

static void run_family(script_body *child, int turns, int cancel_count, const char *expected)
{
    struct victim victim = {awaits_child, (void *)child, turns, cancel_count};
    script_log[0] = 0;
    RUN(cancels, &victim);
    assert_string_equal(script_log, expected);
}

static void an_awaited_child_is_cancelled_in_its_parents_stead(void **state)
{
    (void)state;
    run_family(sleeps, 3, 1, "scpX");
    run_family(catches, 3, 1, "cvV"); /* the child has dealt with it */
    run_family(ignores, 3, 1, "ivV");
    run_family(ignores, 3, 4, "ivV");
}

SCRIPT(cancels_both)
{
    BEGIN
    s->handles[0] = future_new(long);
    s->handles[1] = &script_spawn((script_body *)s->data, s->handles[0], &s->owner, 1)->value;
    YIELD();
    assert_true(future_cancel(s->handles[0]));
    assert_true(future_cancel(s->handles[1]));
    JOIN_OR(failed, s->handles[1]);
failed:
    script_catch(task);
    note(outcome_letter(s->handles[1]));
    assert_int_equal(future_free(s->handles[0]), 0);
    END;
}

SCRIPT(awaits_data)
{
    BEGIN
    JOIN_OR(failed, s->data);
    note('v');
    goto leave;
failed:
    note(async_code(task->thrown) == ECANCELED ? 'c' : '?');
    goto leave;
    END;
}

static void cancel_both_task_and_inner_future(void **state)
{
    (void)state;
    RUN(cancels_both, (void *)awaits_data);
    assert_string_equal(script_log, "cX");
}

SCRIPT(broadcasts)
{
    BEGIN
    s->handles[0] = future_new(long);
    for (int i = 1; i < 4; i++)
        s->handles[i] = &script_spawn(awaits_data, s->handles[0], &s->owner, 1)->value;
    YIELD();
    assert_true(future_cancel(s->handles[2])); /* one of the waiters: all are told */
    assert_true(future_cancelled(s->handles[0]));
    for (s->i = 1; s->i < 4; s->i++) {
        JOIN_OR(failed, s->handles[s->i]);
        fail();
    failed:
        assert_int_equal(script_catch(task), ECANCELED);
    }
    END;
}

static void cancellation_broadcast(void **state)
{
    (void)state;
    RUN(broadcasts, NULL);
    assert_string_equal(script_log, "ccc");
}

SCRIPT(awaits_itself)
{
    BEGIN
    JOIN_OR(failed, &s->value);
    fail();
failed:
    assert_int_equal(script_catch(task), EDEADLK);
    JOIN_OR(null, NULL);
    fail();
null:
    assert_int_equal(script_catch(task), EINVAL);
    note('k');
    END;
}

static void task_awaits_on_itself(void **state)
{
    (void)state;
    RUN(awaits_itself, NULL);
    assert_string_equal(script_log, "k");
}

/* Two tasks that await each other. */
static long *circle[2];

SCRIPT(awaits_the_other)
{
    BEGIN
    YIELD();
    JOIN_OR(failed, circle[(intptr_t)s->data]);
failed:
    note(async_code(task->thrown) == ECANCELED ? 'c' : '?');
    goto leave;
    END;
}

SCRIPT(breaks_a_circle)
{
    BEGIN
    for (int i = 0; i < 2; i++)
        circle[i] = &script_spawn(awaits_the_other, (void *)(intptr_t)!i, &s->owner, 1)->value;
    for (s->i = 0; s->i < 4; s->i++)
        YIELD();
    assert_true(future_cancel(circle[0]));
    JOIN_OR(failed, circle[0]);
failed:
    script_catch(task);
    END;
}

static void a_circle_is_broken(void **state)
{
    (void)state;
    RUN(breaks_a_circle, NULL);
    assert_string_equal(script_log, "cc");
}

SCRIPT(chain)
{
    BEGIN
    if ((intptr_t)s->data > 0) {
        s->handles[0] = &script_spawn(chain, (void *)((intptr_t)s->data - 1), &s->owner, 1)->value;
        JOIN(s->handles[0]);
    } else {
        SLEEP(3600);
    }
    END;
}

static void a_chain_of_a_hundred_thousand_is_cancelled(void **state)
{
    (void)state;
    struct victim victim = {chain, (void *)100000, 100010, 1};
    RUN(cancels, &victim);
    assert_string_equal(script_log, "X");
}

/* ---- ready, but not yet resumed ---- */

SCRIPT(cancels_the_woken)
{
    BEGIN
    s->handles[0] = future_new(long);
    s->handles[1] = &script_spawn(awaits_data, s->handles[0], &s->owner, 1)->value;
    YIELD();
    assert_true(future_set(s->handles[0], 5));
    assert_true(future_cancel(s->handles[1])); /* wins, as in asyncio; the value is still there */
    assert_int_equal(*s->handles[0], 5);
    JOIN_OR(failed, s->handles[1]);
failed:
    script_catch(task);
    note(outcome_letter(s->handles[1]));
    END;
}

SCRIPT(cancels_the_failing)
{
    BEGIN
    s->handles[0] = future_new(long);
    s->handles[1] = &script_spawn(awaits_data, s->handles[0], &s->owner, 1)->value;
    YIELD();
    assert_true(future_fail(s->handles[0], EIO));
    assert_true(future_cancel(s->handles[1]));
    JOIN_OR(failed, s->handles[1]);
failed:
    script_catch(task);
    note(outcome_letter(s->handles[1]));
    END;
}

static void cancel_after_the_future_is_done(void **state)
{
    (void)state;
    RUN(cancels_the_woken, NULL);
    RUN(cancels_the_failing, NULL);
    assert_string_equal(script_log, "cXcX");
}

/* ---- many ---- */

SCRIPT(sleeps_quietly)
{
    BEGIN
    SLEEP(10);
    END;
}

SCRIPT(cancels_many)
{
    BEGIN
    for (s->i = 0; s->i < 20000; s->i++)
        script_spawn(sleeps_quietly, NULL, &s->owner, 1);
    YIELD();
    END;
}

static void the_end_of_an_owner_cancels_many(void **state)
{
    (void)state;
    RUN(cancels_many, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(cancel_in_mid_sleep),
        CLOCK_TEST(cancel_before_the_first_step_never_runs_the_body),
        CLOCK_TEST(cancel_yield),
        CLOCK_TEST(cancel_at_end),
        CLOCK_TEST(an_error_wins_over_a_request_at_the_end),
        CLOCK_TEST(a_request_is_delivered_at_the_next_suspension),
        CLOCK_TEST(cancel_task_catching),
        CLOCK_TEST(cancel_task_ignoring),
        CLOCK_TEST(cancel_with_another_error),
        CLOCK_TEST(throwing_ecanceled_ends_a_task_cancelled),
        CLOCK_TEST(an_awaited_child_is_cancelled_in_its_parents_stead),
        CLOCK_TEST(cancel_both_task_and_inner_future),
        CLOCK_TEST(cancellation_broadcast),
        CLOCK_TEST(task_awaits_on_itself),
        CLOCK_TEST(a_circle_is_broken),
        CLOCK_TEST(a_chain_of_a_hundred_thousand_is_cancelled),
        CLOCK_TEST(cancel_after_the_future_is_done),
        CLOCK_TEST(the_end_of_an_owner_cancels_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
