/* SPDX-License-Identifier: MIT
 *
 * The loop: opening and closing it, the order within a turn, the budget, and when it gives up.
 */
#include "runtime_harness.h"
#include <sys/socket.h>

SCRIPT(answer)
{
    s->value = 42;
    return ASYNC_DONE;
}

static void run_opens_a_loop_and_closes_it(void **state)
{
    (void)state;
    long value = 0;
    assert_int_equal(script_run(answer, NULL, &value), 0);
    assert_int_equal(value, 42);
    assert_null(async_poller());
}

static void run_keeps_a_loop_that_was_open(void **state)
{
    (void)state;
    assert_int_equal(async_loop_open(NULL), 0);
    RUN(answer, NULL);
    RUN(answer, NULL);
    assert_non_null(async_poller());
    assert_int_equal(async_loop_close(), 0);
}

static void open_refuses_what_it_cannot_do(void **state)
{
    (void)state;
    assert_int_equal(async_loop_open("kqueue"), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(async_loop_open(""), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(async_loop_open("poll"), 0);
    assert_string_equal(async_poller(), "poll");
    assert_int_equal(async_loop_open(NULL), -1);
    assert_int_equal(errno, EALREADY);
    assert_int_equal(async_loop_close(), 0);
    assert_int_equal(async_loop_close(), -1);
    assert_int_equal(errno, ENOTCONN);
}

static void unknown_poller_in_the_environment_is_an_error(void **state)
{
    (void)state;
    const char *before = getenv("ASYNC_POLLER");
    char *kept = before ? strdup(before) : NULL;
    setenv("ASYNC_POLLER", "", 1);
    assert_int_equal(async_loop_open(NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(script_run(answer, NULL, NULL), -1);
    assert_int_equal(errno, EINVAL);
    if (kept)
        setenv("ASYNC_POLLER", kept, 1);
    else
        unsetenv("ASYNC_POLLER");
    free(kept);
}

SCRIPT(letter_yield_letter)
{
    BEGIN
    note((int)(intptr_t)s->data);
    YIELD();
    note((int)(intptr_t)s->data + 'A' - 'a');
    END;
}

SCRIPT(three_in_turn)
{
    BEGIN
    for (s->i = 'a'; s->i <= 'c'; s->i++)
        s->handles[s->i - 'a'] =
            &script_spawn(letter_yield_letter, (void *)s->i, &s->owner, 1)->value;
    note('0');
    YIELD();
    note('1');
    for (s->i = 0; s->i < 3; s->i++)
        JOIN(s->handles[s->i]);
    note('2');
    async_owner_end(&s->owner);
    END;
}

static void ready_tasks_run_first_come_first_served(void **state)
{
    (void)state;
    RUN(three_in_turn, NULL);
    assert_string_equal(script_log, "0abc1ABC2");
}

SCRIPT(spawns_late)
{
    BEGIN
    note('s');
    script_spawn(letter_yield_letter, (void *)(intptr_t)'x', ASYNC_NO_OWNER, 0);
    YIELD();
    note('S');
    END;
}

SCRIPT(turn_order)
{
    BEGIN
    s->handles[0] = &script_spawn(spawns_late, NULL, &s->owner, 1)->value;
    s->handles[1] = &script_spawn(letter_yield_letter, (void *)(intptr_t)'b', &s->owner, 1)->value;
    JOIN(s->handles[0]);
    JOIN(s->handles[1]);
    async_owner_end(&s->owner);
    END;
}

static void what_becomes_ready_in_a_turn_waits_for_the_next(void **state)
{
    (void)state;
    RUN(turn_order, NULL);
    assert_string_equal(script_log, "sbxSBX"); /* x was spawned before s yielded */
}

/* 127 sends in a row, then one that stands back. */
SCRIPT(busy_sender)
{
    int *pair = s->data;
    BEGIN
    for (s->i = 1; s->i <= 256; s->i++) {
        AWAIT(s->got, io, async_send, pair[0], "", 1, 0);
        assert_int_equal(s->got, 1);
        if (s->j)
            note(s->i == 128 ? 'k' : s->i == 256 ? 'K' : '?');
    }
    END;
}

SCRIPT(competitor)
{
    BEGIN
    note('c');
    END;
}

SCRIPT(budget_main)
{
    BEGIN
    s->handles[0] = &script_spawn(busy_sender, s->data, &s->owner, 1)->value;
    script_spawn(competitor, NULL, &s->owner, 0);
    JOIN(s->handles[0]);
    async_owner_end(&s->owner);
    END;
}

static void the_128th_call_in_a_row_stands_back(void **state)
{
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    RUN(budget_main, pair);
    assert_string_equal(script_log, "ckK");
    close(pair[0]);
    close(pair[1]);
}

/* errors use up the budget too, and errno is kept meanwhile */
SCRIPT(failing)
{
    BEGIN
    for (s->i = 1; s->i <= 300; s->i++) {
        AWAIT(s->got, io, async_send, -1, "", 1, 0);
        assert_int_equal(s->got, -1);
        assert_int_equal(errno, EBADF);
        if (s->j)
            note('k');
    }
    END;
}

static void an_error_survives_standing_back(void **state)
{
    (void)state;
    RUN(failing, NULL);
    assert_string_equal(script_log, "kk");
}

SCRIPT(sleeps_for_ever)
{
    BEGIN
    SLEEP(1e300 * 1e300);
    END;
}

static void waiting_for_nothing_is_a_deadlock(void **state)
{
    (void)state;
    assert_int_equal(script_run(sleeps_for_ever, NULL, NULL), -1);
    assert_int_equal(errno, EDEADLK);
    assert_null(async_poller());
}

SCRIPT(awaits_itself)
{
    BEGIN
    JOIN(&s->value);
    END;
}

static void awaiting_oneself_is_a_deadlock(void **state)
{
    (void)state;
    assert_int_equal(script_run(awaits_itself, NULL, NULL), -1);
    assert_int_equal(errno, EDEADLK);
}

SCRIPT(runs_another)
{
    struct async_task *before = async_call.task;
    assert_int_equal(script_run(answer, NULL, NULL), -1);
    assert_int_equal(errno, EDEADLK);
    assert_ptr_equal(async_call.task, before);
    assert_int_equal(async_loop_close(), -1);
    assert_int_equal(errno, EBUSY);
    return ASYNC_DONE;
}

static void running_and_closing_inside_a_task_is_refused(void **state)
{
    (void)state;
    RUN(runs_another, NULL);
}

static void run_leaves_the_callers_call_alone(void **state)
{
    (void)state;
    int value;
    struct async_task task;
    async_call.task = &task;
    async_call.ret = &value;
    RUN(three_in_turn, NULL);
    assert_ptr_equal(async_call.task, &task);
    assert_ptr_equal(async_call.ret, &value);
    async_call.ret = NULL;
}

SCRIPT(reads_time)
{
    double first;
    BEGIN
    first = async_time();
    for (s->i = 0; s->i < 1000; s->i++)
        assert_true(async_time() == first);
    YIELD();
    END;
}

static void time_stands_still_within_a_turn(void **state)
{
    (void)state;
    assert_true(async_time() == 0);
    RUN(reads_time, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(run_opens_a_loop_and_closes_it),
        TEST(run_keeps_a_loop_that_was_open),
        TEST(open_refuses_what_it_cannot_do),
        TEST(unknown_poller_in_the_environment_is_an_error),
        TEST(ready_tasks_run_first_come_first_served),
        TEST(what_becomes_ready_in_a_turn_waits_for_the_next),
        TEST(the_128th_call_in_a_row_stands_back),
        TEST(an_error_survives_standing_back),
        TEST(waiting_for_nothing_is_a_deadlock),
        TEST(awaiting_oneself_is_a_deadlock),
        TEST(running_and_closing_inside_a_task_is_refused),
        TEST(run_leaves_the_callers_call_alone),
        TEST(time_stands_still_within_a_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
