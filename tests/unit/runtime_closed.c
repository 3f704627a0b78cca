/* SPDX-License-Identifier: MIT
 *
 * Descriptors that are closed while somebody waits for them, by async_close and by a plain close,
 * and whose numbers are used again.
 */
#include "runtime_pair.h"

SCRIPT(closes)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(receives, pair, &s->owner, 1)->value;
    YIELD();
    YIELD();
    assert_int_equal(async_close(pair->fd[0]), 0);
    s->fd = dup2(pair->fd[1],
                 pair->fd[0]); /* another descriptor of that number, before the waiter runs */
    assert_int_equal(s->fd, pair->fd[0]);
    JOIN(s->handles[0]);
    assert_int_equal(*s->handles[0], -EBADF);
    close(s->fd);
    async_owner_end(&s->owner);
    END;
}

static void async_close_wakes_the_waiter(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(closes, &pair);
    close(pair.fd[1]);
    assert_int_equal(async_close(pair.fd[1]), -1);
    assert_int_equal(errno, EBADF);
}

SCRIPT(closes_a_polled_one)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(polls, pair, &s->owner, 1)->value;
    YIELD();
    YIELD();
    assert_int_equal(async_close(pair->fd[0]), 0);
    JOIN(s->handles[0]);
    assert_int_equal(*s->handles[0], -EBADF);
    async_owner_end(&s->owner);
    END;
}

static void async_close_wakes_who_waits_for_readiness(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(closes_a_polled_one, &pair);
    close(pair.fd[1]);
}

/* Receives a byte, waits again: epoll takes it to be registered still, though it is closed. */
SCRIPT(receives_twice)
{
    struct pair *pair = s->data;
    BEGIN
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    assert_int_equal(s->got, 1);
    close(pair->fd[0]);
    if (pair->handle) { /* a new one of the same number, without a word to the loop */
        s->fd = dup2(pair->fd[1], pair->fd[0]);
        assert_int_equal(s->fd, pair->fd[0]);
    }
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    s->value = s->got < 0 ? -errno : s->got;
    END;
}

SCRIPT(closes_plainly)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(receives_twice, pair, &s->owner, 1)->value;
    YIELD();
    YIELD();
    assert_int_equal(send(pair->fd[1], "x", 1, 0), 1);
    JOIN(s->handles[0]);
    s->value = *s->handles[0];
    async_owner_end(&s->owner);
    END;
}

static void a_plain_close_is_noticed(void **state)
{
    (void)state;
    struct pair pair;
    long value = 0;
    open_pair(&pair);
    pair.handle = NULL;
    assert_int_equal(script_run(closes_plainly, &pair, &value), 0);
    assert_int_equal(value, -EBADF);
    close(pair.fd[1]);
}

static void a_number_used_again_is_noticed(void **state)
{
    (void)state;
    struct pair pair;
    long value = -1;
    open_pair(&pair);
    pair.handle = &value;
    assert_int_equal(script_run(closes_plainly, &pair, &value), 0);
    assert_int_equal(value, 0); /* the end of the stream: its peer was closed */
    close_pair(&pair);
}

/* The waiter has been asleep in the poller when another task closes the descriptor. */
SCRIPT(closes_under_a_waiter)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(receives, pair, &s->owner, 1)->value;
    YIELD();
    YIELD();
    close(pair->fd[0]);
    s->fd = dup2(pair->fd[1], pair->fd[0]);
    assert_int_equal(s->fd, pair->fd[0]);
    s->handles[1] = &script_spawn(polls, pair, &s->owner, 1)->value;
    SLEEP(0.001);
    async_owner_end(&s->owner);
    END;
}

static void a_waiter_of_a_reused_number_does_no_harm(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(closes_under_a_waiter, &pair);
    close_pair(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(async_close_wakes_the_waiter),
        TEST(async_close_wakes_who_waits_for_readiness),
        TEST(a_plain_close_is_noticed),
        TEST(a_number_used_again_is_noticed),
        TEST(a_waiter_of_a_reused_number_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
