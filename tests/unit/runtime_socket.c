/* SPDX-License-Identifier: MIT
 *
 * Sockets: receiving and sending, connections, datagrams, and what happens when a descriptor is
 * used by two. All descriptors here are in blocking mode unless a test says otherwise.
 */
#include "runtime_pair.h"

/* ---- receiving and sending ---- */

SCRIPT(echo)
{
    struct pair *pair = s->data;
    BEGIN
    for (;;) {
        AWAIT(s->got, io, async_recv, pair->fd[1], s->buffer, sizeof s->buffer, 0);
        assert_true(s->got >= 0);
        if (s->got == 0)
            break;
        s->value += s->got;
        AWAIT(s->got, io, async_send, pair->fd[1], s->buffer, (size_t)s->got, 0);
        assert_true(s->got > 0);
    }
    END;
}

SCRIPT(echo_client)
{
    struct pair *pair = s->data;
    BEGIN
    pair->handle = &script_spawn(echo, pair, &s->owner, 1)->value;
    for (s->i = 0; s->i < 500; s->i++) {
        AWAIT(s->got, io, async_send, pair->fd[0], "hello", 1 + (size_t)s->i % 5, 0);
        assert_int_equal(s->got, 1 + s->i % 5);
        AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
        assert_int_equal(s->got, 1 + s->i % 5);
        assert_memory_equal(s->buffer, "hello", (size_t)s->got);
    }
    shutdown(pair->fd[0], SHUT_WR);
    JOIN(pair->handle);
    assert_int_equal(*pair->handle, 1500);
    async_owner_end(&s->owner);
    END;
}

static void what_is_sent_is_received(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(echo_client, &pair);
    close_pair(&pair);
}

#define BULK 8000000

SCRIPT(drain)
{
    static char large[50000];
    struct pair *pair = s->data;
    BEGIN
    for (;;) {
        AWAIT(s->got, io, async_read, pair->fd[1], large, sizeof large);
        assert_true(s->got >= 0);
        if (s->got == 0)
            break;
        for (long i = 0; i < s->got; i++)
            assert_int_equal(large[i], (char)((s->value + i) % 251));
        s->value += s->got;
    }
    END;
}

SCRIPT(pour)
{
    struct pair *pair = s->data;
    const char *bulk = (const char *)pair->handle;
    BEGIN
    s->handles[0] = &script_spawn(drain, pair, &s->owner, 1)->value;
    for (s->i = 0; s->i < BULK; s->i += s->got) {
        AWAIT(s->got, io, async_write, pair->fd[0], bulk + s->i, (size_t)(BULK - s->i));
        assert_true(s->got > 0);
        s->result += s->got < BULK - s->i;
    }
    assert_true(s->result > 0); /* it did not go at once */
    shutdown(pair->fd[0], SHUT_WR);
    JOIN(s->handles[0]);
    s->value = *s->handles[0];
    async_owner_end(&s->owner);
    END;
}

static void a_large_write_goes_in_parts(void **state)
{
    (void)state;
    struct pair pair;
    long value = 0;
    char *bulk = malloc(BULK);
    for (long i = 0; i < BULK; i++)
        bulk[i] = (char)(i % 251);
    open_pair(&pair);
    pair.handle = (long *)(void *)bulk;
    assert_int_equal(script_run(pour, &pair, &value), 0);
    assert_int_equal(value, BULK);
    close_pair(&pair);
    free(bulk);
}

SCRIPT(scatter)
{
    struct pair *pair = s->data;
    static char a[3], b[8];
    static const struct iovec out[] = {{"one", 3}, {"two", 3}, {"three", 5}};
    static const struct iovec in[] = {{a, 3}, {b, 8}};
    BEGIN
    AWAIT(s->got, io, async_writev, pair->fd[0], out, 3);
    assert_int_equal(s->got, 11);
    AWAIT(s->got, io, async_readv, pair->fd[1], in, 2);
    assert_int_equal(s->got, 11);
    assert_memory_equal(a, "one", 3);
    assert_memory_equal(b, "twothree", 8);
    AWAIT(s->got, io, async_readv, pair->fd[1], in, -1);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EINVAL);
    END;
}

static void vectors_are_gathered_and_scattered(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(scatter, &pair);
    close_pair(&pair);
}

SCRIPT(sends_to_nobody)
{
    struct pair *pair = s->data;
    BEGIN
    for (s->i = 0; s->i < 2; s->i++) {
        AWAIT(s->got, io, async_send, pair->fd[0], "x", 1, 0);
        AWAIT(s->got, io, async_write, pair->fd[0], "x", 1);
    }
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EPIPE);
    END;
}

static void sending_to_a_closed_socket_gives_epipe(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    shutdown(pair.fd[0], SHUT_WR);
    RUN(sends_to_nobody, &pair);
    close_pair(&pair);
}

/* Data and the end of the stream arrive together, and the end alone after a short read. */
SCRIPT(reads_to_the_end)
{
    struct pair *pair = s->data;
    BEGIN
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    assert_int_equal(s->got, 3);
    note('a');
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    assert_int_equal(s->got, 2);
    note('b');
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    assert_int_equal(s->got, 0);
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    assert_int_equal(s->got, 0);
    note('c');
    END;
}

SCRIPT(ends_the_stream)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(reads_to_the_end, pair, &s->owner, 1)->value;
    SLEEP(0.001);
    send(pair->fd[1], "one", 3, 0);
    SLEEP(0.001);
    send(pair->fd[1], "is", 2, 0);
    if (pair->handle)
        SLEEP(0.001);
    close(pair->fd[1]);
    JOIN(s->handles[0]);
    async_owner_end(&s->owner);
    END;
}

static void the_end_of_a_stream_is_never_missed(void **state)
{
    (void)state;
    static long alone;
    for (int i = 0; i < 2; i++) {
        struct pair pair;
        open_pair(&pair);
        pair.handle = i ? &alone : NULL;
        RUN(ends_the_stream, &pair);
        close(pair.fd[0]);
    }
    assert_string_equal(script_log, "abcabc");
}

/* A short look at the data does not mean that there is none left. */
SCRIPT(peeks)
{
    struct pair *pair = s->data;
    BEGIN
    for (s->i = 0; s->i < 3; s->i++) {
        AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, MSG_PEEK);
        assert_int_equal(s->got, 3);
    }
    AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
    assert_int_equal(s->got, 3);
    END;
}

static void peeking_takes_nothing(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    send(pair.fd[1], "abc", 3, 0);
    RUN(peeks, &pair);
    close_pair(&pair);
}

/* ---- datagrams ---- */

SCRIPT(answers_datagrams)
{
    struct pair *pair = s->data;
    BEGIN
    for (s->i = 0; s->i < 20; s->i++) {
        s->address_size = sizeof s->address;
        AWAIT(s->got, peer, async_recvfrom, pair->fd[1], s->buffer, sizeof s->buffer, 0,
              (struct sockaddr *)&s->address, &s->address_size);
        assert_int_equal(s->got, 3);
        AWAIT(s->got, peer, async_sendto, pair->fd[1], s->buffer, (size_t)s->got, 0,
              (struct sockaddr *)&s->address, s->address_size);
        assert_int_equal(s->got, 3);
    }
    END;
}

SCRIPT(asks_by_datagram)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(answers_datagrams, pair, &s->owner, 1)->value;
    s->address_size = sizeof s->address;
    getsockname(pair->fd[1], (struct sockaddr *)&s->address, &s->address_size);
    for (s->i = 0; s->i < 10; s->i++) { /* two at a time: a short read is not the last one */
        for (s->fd = 0; s->fd < 2; s->fd++) {
            AWAIT(s->got, peer, async_sendto, pair->fd[0], "abc", 3, 0,
                  (struct sockaddr *)&s->address, s->address_size);
            assert_int_equal(s->got, 3);
        }
        for (s->fd = 0; s->fd < 2; s->fd++) {
            AWAIT(s->got, io, async_recv, pair->fd[0], s->buffer, sizeof s->buffer, 0);
            assert_int_equal(s->got, 3);
        }
    }
    JOIN(s->handles[0]);
    async_owner_end(&s->owner);
    END;
}

static void datagrams_go_both_ways(void **state)
{
    (void)state;
    struct pair pair;
    struct sockaddr_in any = {.sin_family = AF_INET};
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < 2; i++) {
        pair.fd[i] = socket(AF_INET, SOCK_DGRAM, 0);
        assert_int_equal(bind(pair.fd[i], (struct sockaddr *)&any, sizeof any), 0);
    }
    RUN(asks_by_datagram, &pair);
    close_pair(&pair);
}

/* ---- connections ---- */

SCRIPT(serves)
{
    BEGIN
    for (s->i = 0; s->i < 5; s->i++) {
        s->address_size = sizeof s->address;
        AWAIT(s->peer, io, async_accept, (int)(intptr_t)s->data, (struct sockaddr *)&s->address,
              &s->address_size);
        assert_true(s->peer >= 0);
        assert_true(fcntl(s->peer, F_GETFL) & O_NONBLOCK);
        assert_true(fcntl(s->peer, F_GETFD) & FD_CLOEXEC);
        assert_int_equal(s->address.sin_family, AF_INET);
        AWAIT(s->got, io, async_recv, s->peer, s->buffer, sizeof s->buffer, 0);
        AWAIT(s->got, io, async_send, s->peer, s->buffer, (size_t)s->got, 0);
        assert_int_equal(async_close(s->peer), 0);
    }
    END;
}

SCRIPT(connects)
{
    struct sockaddr_in *address = s->data;
    BEGIN
    for (s->i = 0; s->i < 5; s->i++) {
        s->fd = socket(AF_INET, SOCK_STREAM, 0);
        AWAIT(s->result, io, async_connect, s->fd, (struct sockaddr *)address, sizeof *address);
        assert_int_equal(s->result, 0);
        assert_false(fcntl(s->fd, F_GETFL) & O_NONBLOCK);
        AWAIT(s->got, io, async_send, s->fd, "hi", 2, 0);
        AWAIT(s->got, io, async_recv, s->fd, s->buffer, sizeof s->buffer, 0);
        assert_int_equal(s->got, 2);
        assert_int_equal(async_close(s->fd), 0);
    }
    END;
}

static void a_blocking_listener_is_accepted_from(void **state)
{
    (void)state;
    struct sockaddr_in address;
    int listener = script_listen(&address);
    assert_int_equal(async_loop_open(NULL), 0);
    script_spawn(serves, (void *)(intptr_t)listener, ASYNC_NO_OWNER, 0);
    RUN(connects, &address);
    assert_int_equal(async_loop_close(), 0);
    close(listener);
}

SCRIPT(is_refused)
{
    struct sockaddr_in *address = s->data;
    BEGIN
    s->fd = socket(AF_INET, SOCK_STREAM, 0);
    AWAIT(s->result, io, async_connect, s->fd, (struct sockaddr *)address, sizeof *address);
    assert_int_equal(s->result, -1);
    assert_int_equal(errno, ECONNREFUSED);
    close(s->fd);
    AWAIT(s->result, io, async_connect, s->fd, (struct sockaddr *)address, sizeof *address);
    assert_int_equal(s->result, -1);
    assert_int_equal(errno, EBADF);
    AWAIT(s->result, io, async_accept, s->fd, NULL, NULL);
    assert_int_equal(s->result, -1);
    assert_int_equal(errno, EBADF);
    END;
}

static void a_refused_connection_says_so(void **state)
{
    (void)state;
    struct sockaddr_in address;
    close(script_listen(&address));
    RUN(is_refused, &address);
}

/* ---- two tasks, one descriptor ---- */

SCRIPT(second_waiter)
{
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(receives, pair, &s->owner, 1)->value;
    s->handles[1] = &script_spawn(receives, pair, &s->owner, 1)->value;
    s->handles[2] = &script_spawn(polls, pair, &s->owner, 1)->value;
    JOIN(s->handles[2]);
    assert_int_equal(*s->handles[1], -EBUSY);
    assert_int_equal(*s->handles[2], -EBUSY);
    AWAIT(s->got, poll, async_wait_writable, pair->fd[0]); /* the other direction is free */
    assert_int_equal(s->got, 0);
    assert_int_equal(send(pair->fd[1], "x", 1, 0), 1);
    JOIN(s->handles[0]);
    assert_int_equal(*s->handles[0], 1);
    async_owner_end(&s->owner);
    END;
}

static void a_second_reader_gets_ebusy(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(second_waiter, &pair);
    close_pair(&pair);
}

/* ---- waiting only ---- */

SCRIPT(fills)
{
    static char block[65536];
    struct pair *pair = s->data;
    BEGIN
    while (send(pair->fd[0], block, sizeof block, MSG_DONTWAIT) > 0)
        continue;
    AWAIT(s->got, poll, async_wait_writable, pair->fd[0]);
    assert_int_equal(s->got, 0);
    assert_int_equal(s->j, 1);
    assert_true(send(pair->fd[0], block, 1, MSG_DONTWAIT) > 0);
    note('w');
    END;
}

SCRIPT(fill_and_empty)
{
    static char block[65536];
    struct pair *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(fills, pair, &s->owner, 1)->value;
    YIELD();
    YIELD();
    assert_string_equal(script_log, "");
    while (!future_done(s->handles[0])) {
        while (recv(pair->fd[1], block, sizeof block, MSG_DONTWAIT) > 0)
            continue;
        SLEEP(0.001);
    }
    s->handles[1] = &script_spawn(polls, pair, &s->owner, 1)->value;
    YIELD();
    assert_false(future_done(s->handles[1]));
    assert_int_equal(send(pair->fd[1], "x", 1, 0), 1);
    JOIN(s->handles[1]);
    assert_int_equal(*s->handles[1], 0);
    AWAIT(s->got, poll, async_wait_readable, pair->fd[0]);
    assert_int_equal(s->got, s->j); /* there still: neither an error nor a wait */
    async_owner_end(&s->owner);
    END;
}

static void readiness_can_be_waited_for(void **state)
{
    (void)state;
    struct pair pair;
    open_pair(&pair);
    RUN(fill_and_empty, &pair);
    assert_string_equal(script_log, "w");
    close_pair(&pair);
}

SCRIPT(waits_for_bad)
{
    BEGIN
    AWAIT(s->got, poll, async_wait_readable, -1);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EBADF);
    AWAIT(s->got, poll, async_wait_writable, 999999);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EBADF);
    AWAIT(s->got, io, async_recv, 0x7fffffff, s->buffer, 1, 0);
    assert_int_equal(s->got, -1);
    assert_int_equal(errno, EBADF);
    END;
}

static void a_descriptor_that_is_none_gives_ebadf(void **state)
{
    (void)state;
    RUN(waits_for_bad, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_sent_is_received),
        TEST(a_large_write_goes_in_parts),
        TEST(vectors_are_gathered_and_scattered),
        TEST(sending_to_a_closed_socket_gives_epipe),
        TEST(the_end_of_a_stream_is_never_missed),
        TEST(peeking_takes_nothing),
        TEST(datagrams_go_both_ways),
        TEST(a_blocking_listener_is_accepted_from),
        TEST(a_refused_connection_says_so),
        TEST(a_second_reader_gets_ebusy),
        TEST(readiness_can_be_waited_for),
        TEST(a_descriptor_that_is_none_gives_ebadf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
