/* SPDX-License-Identifier: MIT
 *
 * Bare futures and callbacks.
 */
#include "runtime_clock.h"

/* ---- setting ---- */

struct point {
    short x, y;
};

SCRIPT(sets)
{
    BEGIN
    long *number = future_new(long);
    struct point *point = future_new(struct point);
    void *nothing = future_new(void);
    const char **text = future_new(const char *);
    assert_int_equal(future_state(number), ASYNC_PENDING);
    assert_false(future_done(number));
    assert_true(future_set(number, 'a')); /* converts */
    assert_true(future_set(point, (struct point){1, 2}));
    assert_true(future_set(nothing));
    assert_true(future_set(text, "text"));
    assert_int_equal(*number, 'a');
    assert_int_equal(point->y, 2);
    assert_string_equal(*text, "text");
    assert_int_equal(future_state(nothing), ASYNC_FINISHED);
    assert_int_equal(future_error(number), 0);
    assert_false(future_cancel(number));
    assert_int_equal(future_free(number), 0);
    assert_int_equal(future_free(point), 0);
    assert_int_equal(future_free(nothing), 0);
    assert_int_equal(future_free(NULL), 0); /* text goes with the loop */
    END;
}

static void a_future_is_set_with_any_type(void **state)
{
    (void)state;
    RUN(sets, NULL);
    assert_int_equal(reports, 0);
}

SCRIPT(sets_twice)
{
    BEGIN
    long *f = future_new(long);
    assert_true(future_set(f, 1));
    assert_false(future_set(f, 2));
    assert_int_equal(*f, 1);
    assert_int_equal(reports, 1);
    assert_int_equal(report_kind, ASYNC_REPORT_SECOND_OUTCOME);
    assert_false(future_fail(f, EIO));
    assert_int_equal(reports, 2);
    long *g = future_new(long);
    assert_true(future_cancel(g));
    assert_false(future_set(g, 2)); /* a late callback: normal */
    assert_false(future_fail(g, EIO));
    assert_int_equal(future_error(g), ECANCELED);
    long *h = future_new(long);
    assert_true(future_fail(h, ECANCELED));
    assert_true(future_cancelled(h));
    assert_false(future_set(&s->value, 3)); /* a task has its own */
    assert_int_equal(reports, 3);
    END;
}

static void the_first_outcome_stays(void **state)
{
    (void)state;
    RUN(sets_twice, NULL);
    assert_int_equal(reports, 3);
}

SCRIPT(leaves_failed)
{
    BEGIN
    future_fail(future_new(int), async_error(EIO, "x"));
    int *asked = future_new(int);
    future_fail(asked, EIO);
    assert_int_equal(future_error(asked), EIO);
    END;
}

static void an_error_that_nobody_asked_for_is_reported(void **state)
{
    (void)state;
    RUN(leaves_failed, NULL);
    assert_int_equal(reports, 1);
    assert_int_equal(report_kind, ASYNC_REPORT_UNCOLLECTED);
}

static void without_a_loop_there_is_none(void **state)
{
    (void)state;
    errno = 0;
    assert_null(future_new(int));
    assert_int_equal(errno, ENOTCONN);
}

/* ---- awaiting ---- */

SCRIPT(waits_for)
{
    BEGIN
    JOIN_OR(failed, s->data);
    note('0' + (int)*(long *)s->data);
    goto leave;
failed:
    note(script_catch(task) == ECANCELED ? 'c' : 'e');
    END;
}

SCRIPT(wakes_several)
{
    BEGIN
    s->handles[0] = future_new(long);
    for (int i = 0; i < 3; i++)
        script_spawn(waits_for, s->handles[0], &s->owner, 0);
    YIELD();
    future_set(s->handles[0], 5);
    assert_string_equal(script_log, ""); /* not from within */
    YIELD();
    YIELD();
    END;
}

static void all_who_wait_get_the_value(void **state)
{
    (void)state;
    RUN(wakes_several, NULL);
    assert_string_equal(script_log, "555");
}

SCRIPT(frees_awaited)
{
    BEGIN
    s->handles[0] = future_new(long);
    for (int i = 0; i < 2; i++)
        script_spawn(waits_for, s->handles[0], &s->owner, 0);
    YIELD();
    assert_int_equal(future_free(s->handles[0]), 0);
    YIELD();
    YIELD();
    s->handles[0] = future_new(long); /* set and freed at once: the waiters still read it */
    script_spawn(waits_for, s->handles[0], &s->owner, 0);
    YIELD();
    future_set(s->handles[0], 7);
    assert_int_equal(future_free(s->handles[0]), 0);
    YIELD();
    YIELD();
    END;
}

static void who_awaits_what_is_freed_is_told(void **state)
{
    (void)state;
    RUN(frees_awaited, NULL);
    assert_string_equal(script_log, "cc7");
}

SCRIPT(sleeps)
{
    BEGIN
    SLEEP(1);
    END;
}

SCRIPT(frees_tasks)
{
    BEGIN
    struct script *child = script_spawn(sleeps, NULL, &s->owner, 1);
    s->handles[0] = &child->value;
    errno = 0;
    assert_int_equal(future_free(s->handles[0]), -1);
    assert_int_equal(errno, EBUSY);
    JOIN(s->handles[0]);
    assert_int_equal(future_free(s->handles[0]), 0);
    assert_null(s->owner.async_tasks);
    child = async_task_new(sizeof *child);
    memset(&child->value, 0, sizeof *child - offsetof(struct script, value));
    child->body = sleeps;
    child->head.resume = script_resume;
    async_task_begin(&child->future, &child->head, &s->owner, ASYNC_OWNED, NULL);
    s->handles[0] = &child->value;
    JOIN(s->handles[0]);
    assert_int_equal(future_free(s->handles[0]), -1); /* the block frees it */
    END;
}

static void a_task_is_freed_when_it_is_done_and_no_block_owns_it(void **state)
{
    (void)state;
    RUN(frees_tasks, NULL);
}

/* ---- callbacks ---- */

static void note_arg(void *arg)
{
    note((int)(intptr_t)arg);
}

static void remove_and_note(void *arg)
{
    note('r');
    assert_int_equal(future_remove_on_done(arg, note_arg, (void *)'z'), 0); /* queued: too late */
}

#define ON_DONE(F, LETTER)                                                                         \
    assert_int_equal(future_on_done(F, note_arg, (void *)(intptr_t)LETTER), 0)

SCRIPT(has_callbacks)
{
    BEGIN
    s->handles[0] = future_new(long);
    ON_DONE(s->handles[0], 'a');
    ON_DONE(s->handles[0], 'b');
    ON_DONE(s->handles[0], 'a');
    ON_DONE(s->handles[0], 'c');
    script_spawn(waits_for, s->handles[0], &s->owner, 0);
    YIELD();
    ON_DONE(s->handles[0], 'd'); /* after the waiter */
    assert_int_equal(future_remove_on_done(s->handles[0], note_arg, (void *)'a'), 2);
    assert_int_equal(future_remove_on_done(s->handles[0], note_arg, (void *)'a'), 0);
    future_set(s->handles[0], 1);
    note('|');
    YIELD();
    note('|');
    ON_DONE(s->handles[0], 'e'); /* done: still not from within */
    note('|');
    YIELD();
    assert_int_equal(future_free(s->handles[0]), 0);
    END;
}

static void callbacks_run_in_order_and_never_inline(void **state)
{
    (void)state;
    RUN(has_callbacks, NULL);
    assert_string_equal(script_log, "|bc1d||e");
}

SCRIPT(removes_within)
{
    BEGIN
    s->handles[0] = future_new(long);
    future_on_done(s->handles[0], remove_and_note, s->handles[0]);
    ON_DONE(s->handles[0], 'z');
    future_cancel(s->handles[0]);
    YIELD();
    END;
}

static void what_is_queued_is_called(void **state)
{
    (void)state;
    RUN(removes_within, NULL);
    assert_string_equal(script_log, "rz");
}

static long *set_by_callback;

static void set_the_next(void *arg)
{
    note('s');
    future_set(set_by_callback, (long)(intptr_t)arg);
    assert_non_null(script_spawn(sleeps, NULL, ASYNC_NO_OWNER, 0));
}

SCRIPT(bridges)
{
    BEGIN
    s->handles[0] = future_new(long);
    set_by_callback = future_new(long);
    future_on_done(s->handles[0], set_the_next, (void *)7);
    future_set(s->handles[0], 0);
    JOIN(set_by_callback);
    assert_int_equal(*set_by_callback, 7);
    END;
}

static void callbacks_may_set_and_spawn(void **state)
{
    (void)state;
    RUN(bridges, NULL);
    assert_string_equal(script_log, "s");
}

SCRIPT(leaves_callbacks)
{
    BEGIN
    s->handles[0] = future_new(long);
    ON_DONE(s->handles[0], 'p');
    s->handles[1] = future_new(long);
    ON_DONE(s->handles[1], 'q');
    future_set(s->handles[1], 0);
    END;
}

static void queued_callbacks_run_at_the_end_of_the_loop(void **state)
{
    (void)state;
    RUN(leaves_callbacks, NULL);
    assert_string_equal(script_log, "qp"); /* p: its future was cancelled with the loop */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(a_future_is_set_with_any_type),
        CLOCK_TEST(the_first_outcome_stays),
        CLOCK_TEST(an_error_that_nobody_asked_for_is_reported),
        CLOCK_TEST(without_a_loop_there_is_none),
        CLOCK_TEST(all_who_wait_get_the_value),
        CLOCK_TEST(who_awaits_what_is_freed_is_told),
        CLOCK_TEST(a_task_is_freed_when_it_is_done_and_no_block_owns_it),
        CLOCK_TEST(callbacks_run_in_order_and_never_inline),
        CLOCK_TEST(what_is_queued_is_called),
        CLOCK_TEST(callbacks_may_set_and_spawn),
        CLOCK_TEST(queued_callbacks_run_at_the_end_of_the_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
