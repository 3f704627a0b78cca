/* SPDX-License-Identifier: MIT
 *
 * Sleeping: order, cancelled timers, and the ends of the range of seconds.
 */
#include "runtime_harness.h"

struct sleep_for {
    double seconds;
    int letter;
};

SCRIPT(sleep_and_note)
{
    const struct sleep_for *how = s->data;
    BEGIN
    SLEEP(how->seconds);
    note(how->letter);
    END;
}

/* Starts all of a list of sleepers, and waits for the four last ones. */
SCRIPT(sleep_all)
{
    struct sleep_for *list = s->data;
    BEGIN
    for (s->i = 0; list[s->i].letter; s->i++)
        s->handles[s->i % 4] = &script_spawn(sleep_and_note, &list[s->i], &s->owner, 1)->value;
    for (s->i = 0; s->i < 4; s->i++)
        if (s->handles[s->i])
            JOIN(s->handles[s->i]);
    async_owner_end(&s->owner);
    END;
}

static void the_earlier_deadline_fires_first(void **state)
{
    (void)state;
    struct sleep_for list[] = {{0.009, 'c'}, {0.003, 'a'}, {0.012, 'd'}, {0.006, 'b'}, {0, 0}};
    RUN(sleep_all, list);
    assert_string_equal(script_log, "abcd");
}

static void equal_deadlines_fire_in_the_order_of_registration(void **state)
{
    (void)state;
    struct sleep_for list[27] = {{0, 0}};
    for (int i = 0; i < 26; i++)
        list[i] = (struct sleep_for){0.002, 'a' + i};
    RUN(sleep_all, list);
    assert_string_equal(script_log, "abcdefghijklmnopqrstuvwxyz");
}

static void no_time_is_a_yield(void **state)
{
    (void)state;
    double nan = strtod("nan", NULL), infinity = strtod("inf", NULL);
    struct sleep_for list[] = {{0, 'a'}, {-1, 'b'}, {nan, 'c'}, {-infinity, 'd'}, {0, 0}};
    RUN(sleep_all, list);
    assert_string_equal(script_log, "abcd");
}

SCRIPT(checks_the_clock)
{
    static double begin;
    BEGIN
    begin = async_time();
    SLEEP(0.0123);
    assert_true(async_time() >= begin + 0.0123);
    END;
}

static void nobody_wakes_early(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        RUN(checks_the_clock, NULL);
}

static int fired;

SCRIPT(counts)
{
    BEGIN
    SLEEP(0.001 * ((intptr_t)s->data % 7));
    fired++;
    END;
}

SCRIPT(many)
{
    BEGIN
    for (s->i = 0; s->i < 100000; s->i++)
        assert_non_null(script_spawn(counts, (void *)s->i, &s->owner, 0));
    while (s->owner.async_tasks)
        SLEEP(0.001);
    END;
}

static void a_hundred_thousand_sleep_at_once(void **state)
{
    (void)state;
    fired = 0;
    RUN(many, NULL);
    assert_int_equal(fired, 100000);
}

SCRIPT(sleeps_long)
{
    BEGIN
    SLEEP(3600 + (double)((intptr_t)s->data * 7919 % 1000));
    note('!');
    END;
}

/* Every second of a thousand long timers is cancelled, then all: the short one still comes. */
SCRIPT(cancels)
{
    static struct async_owner odd, even;
    static struct sleep_for brief = {0.002, 'k'};
    BEGIN
    odd.async_tasks = even.async_tasks = NULL;
    for (s->i = 0; s->i < 1000; s->i++)
        script_spawn(sleeps_long, (void *)s->i, s->i % 2 ? &odd : &even, 1);
    s->handles[0] = &script_spawn(sleep_and_note, &brief, &s->owner, 1)->value;
    YIELD();
    YIELD();
    async_owner_end(&odd);
    assert_null(odd.async_tasks);
    JOIN(s->handles[0]);
    async_owner_end(&even);
    async_owner_end(&s->owner);
    END;
}

static void cancelled_timers_are_gone(void **state)
{
    (void)state;
    RUN(cancels, NULL);
    assert_string_equal(script_log, "k");
}

SCRIPT(sleeps_a_century)
{
    BEGIN
    SLEEP(1e200);
    END;
}

SCRIPT(outlives)
{
    static struct sleep_for brief = {0.001, 'k'};
    BEGIN
    script_spawn(sleeps_a_century, NULL, &s->owner, 1);
    s->handles[0] = &script_spawn(sleep_and_note, &brief, &s->owner, 1)->value;
    JOIN(s->handles[0]);
    async_owner_end(&s->owner);
    END;
}

static void sleeping_for_ever_disturbs_nobody(void **state)
{
    (void)state;
    RUN(outlives, NULL);
    assert_string_equal(script_log, "k");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_earlier_deadline_fires_first),
        TEST(equal_deadlines_fire_in_the_order_of_registration),
        TEST(no_time_is_a_yield),
        TEST(nobody_wakes_early),
        TEST(a_hundred_thousand_sleep_at_once),
        TEST(cancelled_timers_are_gone),
        TEST(sleeping_for_ever_disturbs_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
