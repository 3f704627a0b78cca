/* SPDX-License-Identifier: MIT
 *
 * Tasks and futures: awaiting, owning, ending where they stand, and running out of memory.
 */
#include "runtime_harness.h"
#include <sys/socket.h>

SCRIPT(yields)
{
    BEGIN
    for (s->i = (intptr_t)s->data; s->i > 0; s->i--)
        YIELD();
    s->value = 42;
    END;
}

/* ---- awaiting ---- */

struct waiting {
    long *handle;
    int letter;
};

SCRIPT(awaits)
{
    struct waiting *w = s->data;
    BEGIN
    JOIN(w->handle);
    assert_int_equal(*w->handle, 42);
    note(w->letter);
    END;
}

SCRIPT(several_await)
{
    static struct waiting waiting[5];
    BEGIN
    s->handles[0] = &script_spawn(yields, (void *)3, &s->owner, 1)->value;
    for (int i = 0; i < 5; i++) {
        waiting[i] = (struct waiting){s->handles[0], 'a' + i};
        s->handles[1] = &script_spawn(awaits, &waiting[i], &s->owner, 1)->value;
    }
    assert_false(future_done(s->handles[0]));
    JOIN(s->handles[1]);
    assert_true(future_done(s->handles[0]));
    JOIN(s->handles[0]); /* done: does not wait */
    note('z');
    async_owner_end(&s->owner);
    END;
}

static void waiters_wake_in_the_order_in_which_they_came(void **state)
{
    (void)state;
    RUN(several_await, NULL);
    assert_string_equal(script_log, "abcdez");
}

static void the_value_outlives_the_loop_of_its_run(void **state)
{
    (void)state;
    struct script *s = script_spawn(yields, (void *)2, ASYNC_NO_OWNER, 1);
    struct script *other = script_spawn(yields, (void *)1000, ASYNC_NO_OWNER, 0);
    assert_int_equal(async_run_until(&s->value), 0);
    assert_int_equal(s->value, 42);
    assert_false(future_done(&other->value));
    async_task_free(&s->value);
    assert_null(async_poller());
}

/* ---- owning ---- */

SCRIPT(spawns_and_forgets)
{
    BEGIN
    for (s->i = 0; s->i < 1000; s->i++) {
        script_spawn(yields, (void *)(s->i % 3), s->i % 2 ? &s->owner : ASYNC_NO_OWNER, 0);
        YIELD();
    }
    while (s->owner.async_tasks)
        YIELD();
    END;
}

static void a_task_that_nobody_holds_is_freed_when_done(void **state)
{
    (void)state;
    RUN(spawns_and_forgets, NULL);
}

static void a_kept_task_can_be_freed_at_any_time(void **state)
{
    (void)state;
    assert_int_equal(async_loop_open(NULL), 0);
    struct script *s = script_spawn(yields, (void *)5, ASYNC_NO_OWNER, 1);
    RUN(yields, (void *)2);
    async_task_free(&s->value);
    async_task_free(NULL);
    RUN(yields, (void *)9);
    assert_int_equal(async_loop_close(), 0);
}

static void closing_frees_what_still_runs(void **state)
{
    (void)state;
    assert_int_equal(async_loop_open(NULL), 0);
    for (intptr_t i = 0; i < 100; i++)
        script_spawn(yields, (void *)(i * 10), ASYNC_NO_OWNER, i % 2);
    RUN(yields, (void *)20);
    assert_int_equal(async_loop_close(), 0);
}

/* ---- ending tasks where they stand ---- */

SCRIPT(stands_ready)
{
    BEGIN
    for (;;)
        YIELD();
    END;
}

SCRIPT(stands_asleep)
{
    BEGIN
    SLEEP(3600);
    END;
}

SCRIPT(stands_stuck)
{
    BEGIN
    SLEEP(strtod("inf", NULL));
    END;
}

SCRIPT(stands_receiving)
{
    BEGIN
    AWAIT(s->got, io, async_recv, ((int *)s->data)[0], s->buffer, 1, 0);
    END;
}

SCRIPT(stands_polling)
{
    BEGIN
    AWAIT(s->got, poll, async_wait_readable, ((int *)s->data)[1]);
    END;
}

SCRIPT(stands_awaiting)
{
    BEGIN
    s->handles[0] = &script_spawn(stands_asleep, NULL, &s->owner, 1)->value;
    JOIN(s->handles[0]);
    END;
}

/* ends: has children of children, in several owners. */
SCRIPT(stands_with_family)
{
    BEGIN
    for (s->i = 0; s->i < 3; s->i++) {
        script_spawn(stands_awaiting, NULL, &s->owner, 1);
        script_spawn(stands_receiving, s->data, &s->owner, 0);
    }
    AWAIT(s->got, poll, async_wait_readable, ((int *)s->data)[1]);
    END;
}

static script_body *const stands[] = {stands_ready,      stands_asleep,  stands_stuck,
                                      stands_receiving,  stands_polling, stands_awaiting,
                                      stands_with_family};

SCRIPT(ends_each)
{
    BEGIN
    for (s->i = 0; s->i < 7; s->i++) {
        script_spawn(stands[s->i], s->data, &s->owner, 1);
        for (s->fd = 0; s->fd < 3; s->fd++)
            YIELD();
        async_owner_end(&s->owner);
        assert_null(s->owner.async_tasks);
        YIELD();
    }
    /* nobody waits any more: these would get EBUSY otherwise */
    script_spawn(stands_receiving, s->data, &s->owner, 1);
    s->handles[0] = &script_spawn(stands_polling, s->data, &s->owner, 1)->value;
    YIELD();
    YIELD();
    assert_false(future_done(s->handles[0]));
    async_owner_end(&s->owner);
    END;
}

static void a_task_is_ended_wherever_it_stands(void **state)
{
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    RUN(ends_each, pair);
    close(pair[0]);
    close(pair[1]);
}

SCRIPT(ends_before_it_began)
{
    BEGIN
    script_spawn(stands_ready, NULL, &s->owner, 1);
    async_owner_end(&s->owner);
    YIELD();
    END;
}

static void a_task_that_never_began_is_ended(void **state)
{
    (void)state;
    RUN(ends_before_it_began, NULL);
}

SCRIPT(ends_a_neighbour)
{
    struct async_owner *victims = s->data;
    BEGIN
    note('e');
    async_owner_end(victims);
    END;
}

/* One task of a batch ends others of the same batch, the last one included. */
SCRIPT(ends_within_a_batch)
{
    static struct async_owner victims;
    BEGIN
    victims.async_tasks = NULL;
    script_spawn(yields, (void *)1, &s->owner, 1);
    script_spawn(ends_a_neighbour, &victims, &s->owner, 1);
    script_spawn(stands_ready, NULL, &victims, 1);
    script_spawn(stands_ready, NULL, &victims, 1);
    YIELD();
    script_spawn(stands_ready, NULL, &victims, 1);
    YIELD();
    YIELD();
    note('k');
    async_owner_end(&victims);
    async_owner_end(&s->owner);
    END;
}

static void a_batch_survives_the_end_of_its_tasks(void **state)
{
    (void)state;
    RUN(ends_within_a_batch, NULL);
    assert_string_equal(script_log, "ek");
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

SCRIPT(ends_a_chain)
{
    BEGIN
    script_spawn(chain, (void *)100000, &s->owner, 1);
    for (s->i = 0; s->i < 100010; s->i++)
        YIELD();
    async_owner_end(&s->owner);
    END;
}

static void a_chain_of_100000_generations_is_ended(void **state)
{
    (void)state;
    RUN(ends_a_chain, NULL);
}

SCRIPT(awaits_what_is_ended)
{
    static struct waiting waiting;
    BEGIN
    waiting = (struct waiting){&script_spawn(stands_asleep, NULL, &s->owner, 1)->value, '!'};
    script_spawn(awaits, &waiting, ASYNC_NO_OWNER, 0);
    YIELD();
    YIELD();
    async_owner_end(&s->owner);
    YIELD();
    END;
}

static void who_awaits_an_ended_task_is_never_woken(void **state)
{
    (void)state;
    RUN(awaits_what_is_ended, NULL);
    assert_string_equal(script_log, "");
}

/* ---- without memory ---- */

static int allocations_left, blocks;

static void *stingy(void *block, size_t size)
{
    if (size == 0) {
        blocks -= block != NULL;
        free(block);
        return NULL;
    }
    if (allocations_left == 0)
        return NULL;
    allocations_left--;
    blocks += block == NULL;
    return realloc(block, size);
}

SCRIPT(spawns_till_it_fails)
{
    BEGIN
    while (script_spawn(yields, (void *)1, &s->owner, 0))
        continue;
    assert_int_equal(errno, ENOMEM);
    while (s->owner.async_tasks)
        YIELD();
    s->value = 1;
    END;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    long value = 0;
    async_set_allocator(stingy);
    for (int i = 0; i < 10 && value == 0; i++) {
        allocations_left = i;
        if (script_run(spawns_till_it_fails, NULL, &value))
            assert_int_equal(errno, ENOMEM);
        assert_null(async_poller());
        assert_int_equal(blocks, 0);
    }
    async_set_allocator(NULL);
    assert_int_equal(value, 1);
}

SCRIPT(waits_without_memory)
{
    BEGIN
    allocations_left = 0;
    AWAIT(s->got, io, async_recv, ((int *)s->data)[0], s->buffer, 1, 0);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, ENOMEM);
    AWAIT(s->result, poll, async_wait_readable, ((int *)s->data)[0]);
    assert_int_equal(s->result, -1);
    assert_int_equal(errno, ENOMEM);
    allocations_left = 100;
    assert_int_equal(write(((int *)s->data)[1], "x", 1), 1);
    AWAIT(s->got, io, async_recv, ((int *)s->data)[0], s->buffer, 1, 0);
    assert_int_equal(s->got, 1);
    END;
}

static void a_wait_without_memory_gives_enomem(void **state)
{
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    async_set_allocator(stingy);
    allocations_left = 100;
    RUN(waits_without_memory, pair);
    assert_int_equal(blocks, 0);
    async_set_allocator(NULL);
    close(pair[0]);
    close(pair[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(waiters_wake_in_the_order_in_which_they_came),
        TEST(the_value_outlives_the_loop_of_its_run),
        TEST(a_task_that_nobody_holds_is_freed_when_done),
        TEST(a_kept_task_can_be_freed_at_any_time),
        TEST(closing_frees_what_still_runs),
        TEST(a_task_is_ended_wherever_it_stands),
        TEST(a_task_that_never_began_is_ended),
        TEST(a_batch_survives_the_end_of_its_tasks),
        TEST(a_chain_of_100000_generations_is_ended),
        TEST(who_awaits_an_ended_task_is_never_woken),
        TEST(every_allocation_may_fail),
        TEST(a_wait_without_memory_gives_enomem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
