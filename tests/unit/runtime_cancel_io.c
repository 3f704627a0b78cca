/* SPDX-License-Identifier: MIT
 *
 * Cancelling tasks that wait for descriptors: nothing that has moved is lost.
 */
#include "runtime_clock.h"
#include <sys/socket.h>

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

SCRIPT(receives)
{
    BEGIN
    AWAIT(s->got, io, async_recv, *(int *)s->data, s->buffer, 8, 0);
    note('r');
    END;
}

SCRIPT(polls)
{
    BEGIN
    AWAIT(s->got, poll, async_wait_readable, *(int *)s->data);
    note('r');
    END;
}

SCRIPT(cancels_io)
{
    int *pair = s->data;
    BEGIN
    for (s->i = 0; s->i < 4; s->i++) {
        script_body *body = s->i % 2 ? receives : polls;
        s->handles[0] = &script_spawn(body, s->data, &s->owner, 1)->value;
        YIELD();
        YIELD();
        if (s->i >= 2) /* ready for it already: nothing is lost */
            assert_int_equal(write(pair[1], "abc", 3), 3);
        if (s->i >= 2)
            SLEEP(0.1);
        if (s->i < 2)
            assert_true(future_cancel(s->handles[0]));
        JOIN_OR(failed, s->handles[0]);
    failed:
        note(task->thrown ? 'c' : 'v');
        script_catch(task);
        if (s->i >= 2)
            read(pair[0], s->buffer, s->i == 2 ? 3 : 0);
    }
    END;
}

static void cancelled_io_leaves_the_descriptor(void **state)
{
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    RUN(cancels_io, pair);
    assert_string_equal(script_log, "ccrvrv");
    close(pair[0]);
    close(pair[1]);
}

/* Asks to be cancelled while it stands back after its 128th call: the bytes are told. */
static long *stands_back_handle;

SCRIPT(asks_the_one_that_stands_back)
{
    BEGIN
    assert_true(future_cancel(stands_back_handle));
    END;
}

SCRIPT(stands_back)
{
    int *pair = s->data;
    BEGIN
    stands_back_handle = &s->value;
    for (s->i = 0; s->i < 127; s->i++) {
        AWAIT(s->got, io, async_write, pair[1], "x", 1);
        assert_int_equal(s->got, 1);
        assert_int_equal(s->j, 0);
    }
    script_spawn(asks_the_one_that_stands_back, NULL, &s->owner, 0);
    AWAIT(s->got, io, async_write, pair[1], "yz", 2);
    assert_int_equal(s->j, 1);
    assert_int_equal(s->got, 2);
    note('b');
    YIELD_OR(failed);
    fail();
failed:
    note(script_catch(task) == ECANCELED ? 'c' : '?');
    END;
}

static void bytes_that_moved_are_told(void **state)
{
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    RUN(stands_back, pair);
    assert_string_equal(script_log, "bc");
    close(pair[0]);
    close(pair[1]);
}

static int connected_flags(int fd)
{
    return fcntl(fd, F_GETFL) & O_NONBLOCK;
}

SCRIPT(connects)
{
    BEGIN
    AWAIT(s->got, io, async_connect, (int)(intptr_t)s->data, (struct sockaddr *)&s->address,
          sizeof s->address);
    END;
}

static void a_cancelled_connect_restores_the_mode(void **state)
{
    (void)state;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(async_loop_open(NULL), 0);
    struct script *s = script_spawn(connects, (void *)(intptr_t)fd, ASYNC_NO_OWNER, 1);
    s->address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(9)};
    s->address.sin_addr.s_addr = htonl(0xC0000201); /* 192.0.2.1: nobody */
    struct script *other = script_spawn(yields_once, NULL, ASYNC_NO_OWNER, 1);
    assert_int_equal(async_run_until(&other->value), 0);
    if (!future_done(&s->value)) {
        assert_true(connected_flags(fd));
        assert_true(future_cancel(&s->value));
        assert_int_equal(async_run_until(&s->value), -1);
        assert_int_equal(async_run_error(), ECANCELED);
    }
    assert_false(connected_flags(fd));
    assert_int_equal(async_loop_close(), 0);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(cancelled_io_leaves_the_descriptor),
        CLOCK_TEST(bytes_that_moved_are_told),
        CLOCK_TEST(a_cancelled_connect_restores_the_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
