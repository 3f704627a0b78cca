/* SPDX-License-Identifier: MIT
 *
 * Which poller is used when, the limits of select, and many descriptors at once. These tests unset
 * ASYNC_POLLER where it is the choice itself that they look at.
 */
#include "runtime_harness.h"
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>

#define MANY 300

struct many {
    int fd[MANY][2];
    int count;
    int arrived;
};

static void open_many(struct many *many, int count)
{
    *many = (struct many){.count = count};
    for (int i = 0; i < count; i++)
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, many->fd[i]), 0);
}

static void close_many(struct many *many)
{
    for (int i = 0; i < many->count; i++) {
        close(many->fd[i][0]);
        close(many->fd[i][1]);
    }
}

struct one_of {
    struct many *many;
    int index;
};

SCRIPT(receives_two)
{
    struct one_of *one = s->data;
    BEGIN
    for (s->i = 0; s->i < 2; s->i++) {
        AWAIT(s->got, io, async_read, one->many->fd[one->index][0], s->buffer, 8);
        assert_int_equal(s->got, 1);
        one->many->arrived++;
    }
    END;
}

/* Every descriptor has a reader; each is written to twice, the second time from the end. */
SCRIPT(feeds_many)
{
    static struct one_of one[MANY];
    struct many *many = s->data;
    BEGIN
    for (int i = 0; i < many->count; i++) {
        one[i] = (struct one_of){many, i};
        script_spawn(receives_two, &one[i], &s->owner, 0);
    }
    YIELD();
    s->value = strcmp(async_poller(), "select") != 0;
    for (s->i = 0; s->i < many->count; s->i++) {
        assert_int_equal(write(many->fd[s->i][1], "x", 1), 1);
        if (s->i % 7 == 0)
            YIELD();
    }
    while (many->arrived < many->count)
        YIELD();
    for (s->i = many->count - 1; s->i >= 0; s->i--)
        assert_int_equal(write(many->fd[s->i][1], "x", 1), 1);
    while (s->owner.async_tasks)
        YIELD();
    assert_int_equal(many->arrived, 2 * many->count);
    END;
}

static long run_many(int count)
{
    struct many many;
    long moved = 0;
    open_many(&many, count);
    assert_int_equal(script_run(feeds_many, &many, &moved), 0);
    close_many(&many);
    return moved;
}

static void many_descriptors_work_with_any_poller(void **state)
{
    (void)state;
    run_many(MANY);
}

/* Takes ASYNC_POLLER out of the environment for the time of a test. */
static char *forced;

static int without_environment(void **state)
{
    const char *name = getenv("ASYNC_POLLER");
    forced = name ? strdup(name) : NULL;
    unsetenv("ASYNC_POLLER");
    return script_setup(state);
}

static int restore_environment(void **state)
{
    if (forced)
        setenv("ASYNC_POLLER", forced, 1);
    free(forced);
    return script_teardown(state);
}

#define TEST_OF_CHOICE(NAME)                                                                       \
    cmocka_unit_test_setup_teardown(NAME, without_environment, restore_environment)

static void select_is_left_beyond_64_descriptors(void **state)
{
    (void)state;
    assert_int_equal(run_many(64), 0);
    assert_int_equal(run_many(65), 1);
}

static void a_forced_poller_stays(void **state)
{
    (void)state;
    setenv("ASYNC_POLLER", "select", 1);
    assert_int_equal(run_many(MANY), 0);
    unsetenv("ASYNC_POLLER");
}

/* ---- descriptors that select cannot hold ---- */

SCRIPT(receives_high)
{
    int fd = ((int *)s->data)[0];
    BEGIN
    AWAIT(s->got, io, async_recv, fd, s->buffer, 1, 0);
    s->value = s->got < 0 ? -errno : s->got;
    END;
}

SCRIPT(feeds_high)
{
    int *pair = s->data;
    BEGIN
    s->handles[0] = &script_spawn(receives_high, pair, &s->owner, 1)->value;
    YIELD();
    YIELD();
    assert_int_equal(send(pair[1], "x", 1, 0), 1);
    JOIN(s->handles[0]);
    s->value = *s->handles[0];
    async_owner_end(&s->owner);
    END;
}

/* A pair of which the first is too high for select. False if the system allows none. */
static bool open_high(int pair[2])
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    setrlimit(RLIMIT_NOFILE, &limit);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    int high = fcntl(pair[0], F_DUPFD, FD_SETSIZE + 100);
    if (high < 0)
        return false;
    close(pair[0]);
    pair[0] = high;
    return true;
}

static void select_is_left_for_a_high_descriptor(void **state)
{
    (void)state;
    int pair[2];
    long value = 0;
    if (!open_high(pair))
        skip();
    assert_int_equal(script_run(feeds_high, pair, &value), 0);
    assert_int_equal(value, 1);
    close(pair[0]);
    close(pair[1]);
}

static void forced_select_refuses_a_high_descriptor(void **state)
{
    (void)state;
    int pair[2];
    long value = 0;
    if (!open_high(pair))
        skip();
    setenv("ASYNC_POLLER", "select", 1);
    assert_int_equal(script_run(feeds_high, pair, &value), 0);
    assert_int_equal(value, -EMFILE);
    unsetenv("ASYNC_POLLER");
    close(pair[0]);
    close(pair[1]);
}

/* ---- moving fails ---- */

static int allocations_left;

static void *stingy(void *block, size_t size)
{
    if (size == 0) {
        free(block);
        return NULL;
    }
    return allocations_left-- > 0 ? realloc(block, size) : NULL;
}

/* The last descriptor comes first: its wait makes the table large enough for all. */
SCRIPT(moves_without_memory)
{
    static struct one_of one[MANY];
    struct many *many = s->data;
    BEGIN
    for (s->i = many->count - 1; s->i >= 0; s->i--) {
        one[s->i] = (struct one_of){many, (int)s->i};
        assert_non_null(script_spawn(receives_two, &one[s->i], &s->owner, 0));
        allocations_left = s->i > 0 ? 10 : 0;
        YIELD();
    }
    assert_string_equal(async_poller(), "select");
    allocations_left = 1000;
    for (s->i = 0; s->i < 2 * many->count; s->i++) {
        assert_int_equal(write(many->fd[s->i % many->count][1], "x", 1), 1);
        YIELD();
    }
    while (s->owner.async_tasks)
        YIELD();
    END;
}

static void select_goes_on_when_moving_fails(void **state)
{
    (void)state;
    struct many many;
    open_many(&many, 65);
    allocations_left = 1000;
    async_set_allocator(stingy);
    RUN(moves_without_memory, &many);
    async_set_allocator(NULL);
    assert_int_equal(many.arrived, 130);
    close_many(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(many_descriptors_work_with_any_poller),
        TEST_OF_CHOICE(select_is_left_beyond_64_descriptors),
        TEST_OF_CHOICE(a_forced_poller_stays),
        TEST_OF_CHOICE(select_is_left_for_a_high_descriptor),
        TEST_OF_CHOICE(forced_select_refuses_a_high_descriptor),
        TEST_OF_CHOICE(select_goes_on_when_moving_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
