/* SPDX-License-Identifier: MIT
 *
 * Owners: leaving a block or a call cancels, joins and frees its tasks, in whatever way it is left;
 * and what the loop does at its end and in a deadlock.
 */
#include "runtime_clock.h"

/* The implicit join of a block, at a place of the script's own. */
#define LEAVE_BLOCK(OWNER, MORE)                                                                   \
    do {                                                                                           \
        SUSPEND_IF_(async_owner_join__start(&s->leaf.join, task, OWNER, MORE))                     \
    } while (0)

/* Sleeps; when cancelled it notes its letter. */
SCRIPT(sleeps)
{
    BEGIN
    SLEEP_OR(failed, 100);
    goto leave;
failed:
    note((int)(intptr_t)s->data);
    goto leave;
    END;
}

/* When cancelled it takes a second to clean up. */
SCRIPT(resists)
{
    BEGIN
    SLEEP_OR(failed, 100);
    goto leave;
failed:
    s->caught = async_catch(task);
    note('(');
    SLEEP_OR(again, 1);
    note(')');
again:
    async_release(task, s->caught);
    goto leave;
    END;
}

SCRIPT(fails_in_the_end)
{
    BEGIN
    SLEEP_OR(failed, 100);
failed:
    script_catch(task);
    THROW(EIO);
    END;
}

SCRIPT(has_children)
{
    BEGIN
    script_spawn(sleeps, (void *)'x', &s->owner, 1);
    script_spawn(resists, NULL, &s->owner, 1);
    SLEEP_OR(failed, 100);
failed:
    note('p');
    goto leave;
    END;
}

static long *start(script_body *body, int letter, struct async_owner *owner)
{
    return &script_spawn(body, (void *)(intptr_t)letter, owner, 1)->value;
}

SCRIPT(falls_through)
{
    BEGIN
    start(sleeps, 'a', &s->owner);
    start(sleeps, 'b', &s->owner);
    start(sleeps, 'c', &s->owner);
    YIELD();
    s->value = 7;
    END;
}

static void the_newest_is_cancelled_first(void **state)
{
    (void)state;
    long value;
    assert_int_equal(script_run(falls_through, NULL, &value), 0);
    assert_int_equal(value, 7);
    assert_string_equal(script_log, "cba");
    assert_int_equal(reports, 0); /* an implicit cancel is no news */
}

SCRIPT(throws_out)
{
    BEGIN
    start(resists, 0, &s->owner);
    start(fails_in_the_end, 0, &s->owner);
    YIELD();
    THROW(EPROTO);
    END;
}

static void an_error_in_flight_is_never_replaced(void **state)
{
    (void)state;
    assert_int_equal(script_run(throws_out, NULL, NULL), -1);
    assert_int_equal(async_run_error(), EPROTO);
    assert_string_equal(script_log, "()");
    assert_int_equal(reports, 1); /* the child's EIO */
    assert_int_equal(report_kind, ASYNC_REPORT_UNCOLLECTED);
}

SCRIPT(has_families)
{
    BEGIN
    start(has_children, 0, &s->owner);
    start(has_children, 0, &s->owner);
    YIELD();
    YIELD();
    END;
}

static void children_have_children(void **state)
{
    (void)state;
    RUN(has_families, NULL);
    assert_string_equal(script_log, "pp(x(x))");
}

SCRIPT(never_started)
{
    BEGIN
    start(sleeps, 'a', &s->owner);
    END;
}

static void a_child_that_never_started_never_runs(void **state)
{
    (void)state;
    RUN(never_started, NULL);
    assert_string_equal(script_log, "");
}

SCRIPT(joins_done)
{
    BEGIN
    s->handles[0] = start(falls_through, 0, &s->owner);
    JOIN(s->handles[0]);
    LEAVE_BLOCK(&s->owner, 0);
    assert_null(s->owner.async_tasks);
    s->handles[0] = start(sleeps, 'd', &s->owner); /* the next turn of a loop */
    YIELD();
    LEAVE_BLOCK(&s->owner, 0);
    assert_null(s->owner.async_tasks);
    END;
}

static void a_block_can_be_entered_again(void **state)
{
    (void)state;
    RUN(joins_done, NULL);
    assert_string_equal(script_log, "cbad");
}

/* ---- other waiters of an owned task ---- */

SCRIPT(reads_after)
{
    BEGIN
    JOIN_OR(failed, s->data);
    note('v');
    assert_int_equal(*(long *)s->data, 42);
    goto leave;
failed:
    note(script_catch(task) == ECANCELED ? 'c' : '?');
    END;
}

SCRIPT(gives_42)
{
    BEGIN
    SLEEP_OR(failed, s->data ? 1 : 100);
    s->value = 42;
    goto leave;
failed:
    script_catch(task);
    s->value = 42;
    END;
}

SCRIPT(owner_frees_last)
{
    static struct async_owner block;
    BEGIN
    block.async_tasks = NULL;
    s->handles[0] = start(gives_42, s->data != NULL, &block);
    for (int i = 0; i < 3; i++)
        script_spawn(reads_after, s->handles[0], &s->owner, 0);
    YIELD();
    YIELD();
    if (s->data)
        JOIN(s->handles[0]);
    LEAVE_BLOCK(&block, 0);
    YIELD();
    YIELD();
    END;
}

static void waiters_still_read_what_the_owner_frees(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 50; seed++) {
        async_test_seed(seed);
        script_log[0] = 0;
        RUN(owner_frees_last, NULL);
        RUN(owner_frees_last, "");
        assert_string_equal(script_log, "vvvvvv");
    }
    async_test_seed(0);
}

/* ---- cancelled while it joins ---- */

static long *joining;

SCRIPT(cancels_the_joining)
{
    BEGIN
    SLEEP(0.5);
    assert_true(future_cancel(joining));
    note('!');
    END;
}

SCRIPT(joins_and_goes_on)
{
    static struct async_owner block;
    BEGIN
    block.async_tasks = NULL;
    start(resists, 0, &block);
    YIELD();
    LEAVE_BLOCK(&block, s->data != NULL);
    note('j');
    if (s->data) { /* a defer that awaits */
        SLEEP_OR(failed, 1);
        note('d');
        async_cleanups_done(task);
    }
    YIELD_OR(failed);
    fail();
failed:
    note('c');
    goto leave;
    END;
}

SCRIPT(joins_and_returns)
{
    static struct async_owner block;
    BEGIN
    block.async_tasks = NULL;
    start(resists, 0, &block);
    YIELD();
    LEAVE_BLOCK(&block, 0);
    note('r');
    s->value = 3;
    END;
}

SCRIPT(watches_a_join)
{
    BEGIN
    joining = &script_spawn((script_body *)s->data, s->handles[3], &s->owner, 1)->value;
    ((struct script *)((char *)joining - offsetof(struct script, value)))->data = s->handles[3];
    script_spawn(cancels_the_joining, NULL, &s->owner, 1);
    JOIN_OR(failed, joining);
failed:
    script_catch(task);
    assert_true(future_cancelled(joining));
    END;
}

SCRIPT(watches_with_defer)
{
    BEGIN
    s->handles[0] = &script_spawn(watches_a_join, s->data, &s->owner, 1)->value;
    ((struct script *)((char *)s->handles[0] - offsetof(struct script, value)))->handles[3] =
        (long *)(void *)"";
    JOIN(s->handles[0]);
    END;
}

static void a_request_during_a_join_is_put_off(void **state)
{
    (void)state;
    RUN(watches_a_join, (void *)joins_and_goes_on);
    assert_string_equal(script_log, "(!)jc");
    script_log[0] = 0;
    RUN(watches_a_join, (void *)joins_and_returns);
    assert_string_equal(script_log, "(!)r");
    script_log[0] = 0;
    RUN(watches_with_defer, (void *)joins_and_goes_on);
    assert_string_equal(script_log, "(!)jdc");
}

/* ---- asked before: not asked again ---- */

SCRIPT(asks_then_leaves)
{
    BEGIN
    s->handles[0] = start(resists, 0, &s->owner);
    YIELD();
    assert_true(future_cancel(s->handles[0]));
    YIELD();
    YIELD();
    END;
}

static void who_was_asked_is_not_asked_again(void **state)
{
    (void)state;
    RUN(asks_then_leaves, NULL);
    assert_string_equal(script_log, "()"); /* its cleanup ran to its end */
}

SCRIPT(swallows_then_sleeps)
{
    BEGIN
    SLEEP_OR(failed, 100);
failed:
    script_catch(task);
    note('1');
    SLEEP_OR(again, 100);
again:
    note('2');
    goto leave;
    END;
}

SCRIPT(asks_a_swallower)
{
    BEGIN
    s->handles[0] = start(swallows_then_sleeps, 0, &s->owner);
    YIELD();
    assert_true(future_cancel(s->handles[0]));
    SLEEP(1);
    assert_true(async_time() < 50);
    END;
}

static void who_swallowed_a_request_is_asked_again(void **state)
{
    (void)state;
    RUN(asks_a_swallower, NULL);
    assert_string_equal(script_log, "12");
}

/* ---- the end of the loop ---- */

SCRIPT(detaches)
{
    BEGIN
    script_spawn(sleeps, (void *)'a', ASYNC_NO_OWNER, 0);
    script_spawn(resists, NULL, ASYNC_NO_OWNER, 0);
    script_spawn(has_children, NULL, ASYNC_NO_OWNER, 1);
    YIELD();
    YIELD();
    note('|');
    END;
}

static void detached_tasks_are_joined_at_the_end(void **state)
{
    (void)state;
    RUN(detaches, NULL);
    assert_string_equal(script_log, "|p(a(x))");
    assert_int_equal(reports, 0);
}

SCRIPT(waits_for_ever)
{
    BEGIN
    SLEEP_OR(failed, strtod("inf", NULL));
failed:
    script_catch(task);
    SLEEP_OR(again, strtod("inf", NULL));
again:
    script_catch(task);
    SLEEP(strtod("inf", NULL));
    END;
}

SCRIPT(leaves_a_stubborn_one)
{
    BEGIN
    script_spawn(waits_for_ever, NULL, ASYNC_NO_OWNER, 0);
    YIELD();
    END;
}

static void what_nothing_can_end_is_ended_where_it_stands(void **state)
{
    (void)state;
    RUN(leaves_a_stubborn_one, NULL);
}

/* ---- deadlock ---- */

SCRIPT(awaits_nothing)
{
    BEGIN
    start(sleeps, 'a', &s->owner);
    s->handles[0] = future_new(long);
    JOIN_OR(failed, s->handles[0]);
    fail();
failed:
    assert_int_equal(async_code(task->thrown), EDEADLK);
    note('d');
    goto leave;
    END;
}

static void a_deadlock_is_thrown_at_mains_await(void **state)
{
    (void)state;
    assert_int_equal(script_run(awaits_nothing, NULL, NULL), -1);
    assert_int_equal(async_run_error(), EDEADLK);
    assert_string_equal(script_log, "d");
    assert_int_equal(report_kind, ASYNC_REPORT_DEADLOCK);
}

SCRIPT(joins_a_stubborn_one)
{
    BEGIN
    start(waits_for_ever, 0, &s->owner);
    YIELD();
    note('k');
    END;
}

static void a_deadlock_in_a_join_ends_the_child(void **state)
{
    (void)state;
    RUN(joins_a_stubborn_one, NULL);
    assert_string_equal(script_log, "k");
}

SCRIPT(deadlocks_again)
{
    BEGIN
    SLEEP_OR(failed, strtod("inf", NULL));
failed:
    assert_int_equal(script_catch(task), EDEADLK);
    SLEEP(strtod("inf", NULL));
    END;
}

static void a_second_deadlock_ends_the_run(void **state)
{
    (void)state;
    assert_int_equal(script_run(deadlocks_again, NULL, NULL), -1);
    assert_int_equal(async_run_error(), EDEADLK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(the_newest_is_cancelled_first),
        CLOCK_TEST(an_error_in_flight_is_never_replaced),
        CLOCK_TEST(children_have_children),
        CLOCK_TEST(a_child_that_never_started_never_runs),
        CLOCK_TEST(a_block_can_be_entered_again),
        CLOCK_TEST(waiters_still_read_what_the_owner_frees),
        CLOCK_TEST(a_request_during_a_join_is_put_off),
        CLOCK_TEST(who_was_asked_is_not_asked_again),
        CLOCK_TEST(who_swallowed_a_request_is_asked_again),
        CLOCK_TEST(detached_tasks_are_joined_at_the_end),
        CLOCK_TEST(what_nothing_can_end_is_ended_where_it_stands),
        CLOCK_TEST(a_deadlock_is_thrown_at_mains_await),
        CLOCK_TEST(a_deadlock_in_a_join_ends_the_child),
        CLOCK_TEST(a_second_deadlock_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
