/* SPDX-License-Identifier: MIT
 *
 * async_all, async_any, async_settle and async_shield, on a virtual clock.
 */
#include "runtime_clock.h"

#define ALL_OR(LABEL, COUNT)                                                                       \
    AWAIT_OR_(LABEL, async_all_n__start(&s->leaf.group, task, s->handles, COUNT))
#define SETTLE_OR(LABEL, COUNT)                                                                    \
    AWAIT_OR_(LABEL, async_settle_n__start(&s->leaf.group, task, s->handles, COUNT))
#define ANY_OR(LABEL, RESULT, COUNT)                                                               \
    do {                                                                                           \
        int index_ = -1;                                                                           \
        status = async_any_n__start(&s->leaf.group, task, s->handles, COUNT, &index_);             \
        if (!async_over(status)) {                                                                 \
            *status = &s->head;                                                                    \
            s->state = __LINE__;                                                                   \
            return &s->head.parent;                                                                \
        case __LINE__:                                                                             \
            index_ = s->leaf.group.async_ret;                                                      \
        }                                                                                          \
        if (task->thrown)                                                                          \
            goto LABEL;                                                                            \
        (RESULT) = index_;                                                                         \
    } while (0)

/* ---- all ---- */

SCRIPT(all_of_three)
{
    BEGIN
    s->handles[0] = nap_start(s, 3);
    s->handles[1] = nap_start(s, 1);
    s->handles[2] = nap_start(s, 2);
    ALL_OR(leave, 3);
    assert_true(async_time() == 3);
    ALL_OR(leave, 3); /* all are done: does not suspend */
    ALL_OR(leave, 0);
    s->handles[3] = s->handles[2]; /* the same twice */
    ALL_OR(leave, 4);
    s->value = *s->handles[0] + *s->handles[1] + *s->handles[2];
    END;
}

static void all_waits_for_all(void **state)
{
    (void)state;
    long value;
    assert_int_equal(script_run(all_of_three, NULL, &value), 0);
    assert_int_equal(value, 6);
    assert_string_equal(script_log, "123");
}

SCRIPT(all_with_a_failure)
{
    BEGIN
    s->handles[0] = nap_start(s, 5);
    s->handles[1] = nap_start(s, -1);
    s->handles[2] = nap_start(s, 7);
    ALL_OR(failed, 3);
    fail();
failed:
    assert_int_equal(script_catch(task), EIO);
    assert_true(future_cancelled(s->handles[0]) && future_cancelled(s->handles[2]));
    assert_true(async_time() == 1);
    ALL_OR(again, 3); /* now several have failed before: the lowest index */
    fail();
again:
    assert_int_equal(script_catch(task), ECANCELED);
    note('k');
    END;
}

static void the_first_failure_cancels_the_others(void **state)
{
    (void)state;
    RUN(all_with_a_failure, NULL);
    assert_string_equal(script_log, "1cck");
    assert_int_equal(reports, 0);
}

SCRIPT(all_with_failed_before)
{
    BEGIN
    s->handles[0] = nap_start(s, 5);
    s->handles[1] = nap_start(s, -1);
    SLEEP(2);
    ALL_OR(failed, 2);
failed:
    assert_int_equal(script_catch(task), EIO);
    assert_true(future_cancelled(s->handles[0]));
    END;
}

static void one_that_had_failed_counts_at_once(void **state)
{
    (void)state;
    RUN(all_with_failed_before, NULL);
    assert_string_equal(script_log, "1c");
}

SCRIPT(misuses)
{
    BEGIN
    s->handles[0] = NULL;
    ALL_OR(null, 1);
    fail();
null:
    assert_int_equal(script_catch(task), EINVAL);
    s->handles[0] = &s->value;
    ALL_OR(self, 1);
    fail();
self:
    assert_int_equal(script_catch(task), EDEADLK);
    ANY_OR(none, s->i, 0);
    fail();
none:
    assert_int_equal(script_catch(task), EINVAL);
    SETTLE_OR(leave, 0);
    note('k');
    END;
}

static void misuse_throws(void **state)
{
    (void)state;
    RUN(misuses, NULL);
    assert_string_equal(script_log, "k");
}

/* ---- cancelling who waits ---- */

SCRIPT(waits_in_all)
{
    BEGIN
    s->handles[0] = nap_start(s, 5);
    s->handles[1] = nap_start(s, 6);
    ALL_OR(failed, 2);
failed:
    assert_int_equal(async_code(task->thrown), ECANCELED);
    assert_true(future_done(s->handles[0]) && future_done(s->handles[1]));
    note('!');
    goto leave;
    END;
}

SCRIPT(waits_in_settle)
{
    BEGIN
    s->handles[0] = nap_start(s, 5);
    s->handles[1] = nap_start(s, 6);
    SETTLE_OR(failed, 2);
failed:
    assert_int_equal(async_code(task->thrown), ECANCELED);
    note('!');
    goto leave;
    END;
}

SCRIPT(waits_in_any)
{
    BEGIN
    s->handles[0] = nap_start(s, 5);
    s->handles[1] = nap_start(s, 6);
    ANY_OR(failed, s->i, 2);
failed:
    assert_int_equal(async_code(task->thrown), ECANCELED);
    assert_false(future_done(s->handles[0]));
    note('!');
    goto leave;
    END;
}

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

static void cancelling_the_waiter(void **state)
{
    (void)state;
    RUN(cancels, (void *)waits_in_all);
    RUN(cancels, (void *)waits_in_settle);
    RUN(cancels, (void *)waits_in_any);
    assert_string_equal(script_log, "cc!Xcc!X!ccX");
}

/* ---- any ---- */

SCRIPT(any_of_three)
{
    BEGIN
    s->handles[0] = nap_start(s, 3);
    s->handles[1] = nap_start(s, -1);
    s->handles[2] = nap_start(s, 1);
    ANY_OR(leave, s->i, 3);
    assert_int_equal(s->i, 1); /* a failure counts; the lowest of those done by now */
    ANY_OR(leave, s->i, 3);    /* does not suspend */
    assert_int_equal(s->i, 1);
    s->handles[1] = s->handles[0];
    ANY_OR(leave, s->i, 2);
    assert_int_equal(s->i, 0);
    assert_true(async_time() == 3);
    END;
}

static void any_gives_the_index_of_the_first(void **state)
{
    (void)state;
    RUN(any_of_three, NULL);
    assert_string_equal(script_log, "113");
    assert_int_equal(reports, 0);
}

/* ---- settle ---- */

SCRIPT(settles)
{
    BEGIN
    s->handles[0] = nap_start(s, -2);
    s->handles[1] = nap_start(s, 1);
    s->handles[2] = nap_start(s, 3);
    YIELD();
    future_cancel(s->handles[2]);
    SETTLE_OR(leave, 3);
    assert_int_equal(future_error(s->handles[0]), EIO);
    assert_int_equal(future_error(s->handles[1]), 0);
    assert_int_equal(future_error(s->handles[2]), ECANCELED);
    END;
}

static void settle_throws_nothing(void **state)
{
    (void)state;
    RUN(settles, NULL);
    assert_string_equal(script_log, "c12");
    assert_int_equal(reports, 0);
}

/* ---- shield ---- */

SCRIPT(waits_shielded)
{
    BEGIN
    s->handles[1] = async_shield((long *)s->data);
    JOIN_OR(failed, s->handles[1]);
    note('0' + (int)*s->handles[1]);
    goto leave;
failed:
    note(async_code(task->thrown) == ECANCELED ? 'x' : 'e');
    goto leave;
    END;
}

SCRIPT(shields)
{
    int seconds = (int)(intptr_t)s->data;
    BEGIN
    s->handles[0] = nap_start(s, seconds);
    s->handles[1] = &script_spawn(waits_shielded, s->handles[0], &s->owner, 1)->value;
    s->handles[2] = &script_spawn(waits_shielded, s->handles[0], &s->owner, 1)->value;
    SLEEP(1);
    assert_true(future_cancel(s->handles[1])); /* that one only */
    SETTLE_OR(leave, 3);
    assert_ptr_equal(async_shield(s->handles[0]), s->handles[0]); /* done: itself */
    END;
}

static void shield_result_and_cancel_outer(void **state)
{
    (void)state;
    RUN(shields, (void *)3);
    assert_string_equal(script_log, "x33");
    script_log[0] = 0;
    RUN(shields, (void *)-3);
    assert_string_equal(script_log, "x3e");
    assert_int_equal(reports, 0);
}

SCRIPT(cancels_the_shielded)
{
    BEGIN
    s->handles[0] = nap_start(s, 5);
    s->handles[1] = &script_spawn(waits_shielded, s->handles[0], &s->owner, 1)->value;
    SLEEP(1);
    assert_true(future_cancel(s->handles[0]));
    SETTLE_OR(leave, 2);
    END;
}

static void shield_cancel_inner(void **state)
{
    (void)state;
    RUN(cancels_the_shielded, NULL);
    assert_string_equal(script_log, "cx");
}

SCRIPT(shields_and_leaves)
{
    BEGIN
    s->handles[0] = future_new(long);
    s->handles[1] = async_shield(s->handles[0]);
    script_spawn(waits_shielded, s->handles[1], &s->owner, 1);
    YIELD();
    assert_int_equal(future_free(s->handles[0]), 0); /* and its shields */
    YIELD();
    YIELD();
    YIELD();
    assert_null(async_shield((long *)NULL));
    END;
}

static void a_shield_goes_with_what_it_shields(void **state)
{
    (void)state;
    RUN(shields_and_leaves, NULL);
    assert_string_equal(script_log, "x");
}

/* ---- ended where they stand ---- */

SCRIPT(stands_in_all_of_it)
{
    BEGIN
    assert_ptr_equal(async_timeout_begin(&s->timeout, task, 50), ASYNC_DONE);
    s->handles[0] = future_new(long);
    s->handles[1] = nap_start(s, 40);
    s->handles[2] = async_shield(s->handles[1]);
    ALL_OR(leave, 3);
    END;
}

static void ending_a_group_where_it_stands(void **state)
{
    (void)state;
    assert_int_equal(async_loop_open(NULL), 0);
    struct script *s = script_spawn(stands_in_all_of_it, NULL, ASYNC_NO_OWNER, 1);
    struct script *other = script_spawn(script_naps, (void *)1, ASYNC_NO_OWNER, 1);
    assert_int_equal(async_run_until(&other->value), 0);
    async_task_free(&s->value);
    RUN(script_naps, (void *)2);
    assert_int_equal(async_loop_close(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(all_waits_for_all),
        CLOCK_TEST(the_first_failure_cancels_the_others),
        CLOCK_TEST(one_that_had_failed_counts_at_once),
        CLOCK_TEST(misuse_throws),
        CLOCK_TEST(cancelling_the_waiter),
        CLOCK_TEST(any_gives_the_index_of_the_first),
        CLOCK_TEST(settle_throws_nothing),
        CLOCK_TEST(shield_result_and_cancel_outer),
        CLOCK_TEST(shield_cancel_inner),
        CLOCK_TEST(a_shield_goes_with_what_it_shields),
        CLOCK_TEST(ending_a_group_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
