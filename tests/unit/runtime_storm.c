/* SPDX-License-Identifier: MIT
 *
 * Random families of tasks that spawn, await, gather, shield, time out, cancel each other, fail,
 * and resist, on a virtual clock and in a permuted order: nothing may crash, leak, hang or go
 * missing.
 */
#include "runtime_harness.h"

#define DEPTH 4

static uint64_t random_state;
static int alive;

static unsigned draw(unsigned limit)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(random_state >> 33) % limit;
}

static void ignore_report(const struct async_report *what, void *arg)
{
    (void)what;
    (void)arg;
}

/* The handles of those that were spawned last; they may be asked to end, while they live. */
#define KNOWN 8
static struct known {
    long *handle;
    struct script *owner;
} known[KNOWN];

static void ask_somebody(void)
{
    struct known *one = &known[draw(KNOWN)];
    if (one->handle)
        future_cancel(one->handle);
}

static void forget_those_of(struct script *s)
{
    for (int i = 0; i < KNOWN; i++)
        if (known[i].owner == s)
            known[i] = (struct known){NULL, NULL};
}

SCRIPT(stormy);

static long *spawn_child(struct script *s)
{
    struct script *child =
        script_spawn(stormy, (void *)((intptr_t)s->data - 1), &s->owner, draw(8) != 0);
    if (!(child->future.node.flags & 1))
        return NULL; /* discarded: nobody may touch it */
    known[draw(KNOWN)] = (struct known){&child->value, s};
    return &child->value;
}

/* An outcome of an await: go on in spite of it? The outermost one always does. */
static bool resists(struct script *s, struct async_task *task)
{
    if (!task->thrown)
        return true;
    if (draw(3) && (intptr_t)s->data != DEPTH)
        return false;
    script_catch(task);
    return true;
}

static void set_future(void *arg)
{
    (void)arg;
}

#define STORM_AWAIT(CALL)                                                                          \
    do {                                                                                           \
        SUSPEND_IF_(CALL)                                                                          \
        if (!resists(s, task))                                                                     \
            goto out;                                                                              \
    } while (0)

SCRIPT(stormy)
{
    BEGIN
    alive++;
    s->fd = 0; /* in a timeout */
    s->handles[0] = s->handles[1] = s->handles[2] = NULL;
    s->i = (intptr_t)s->data == DEPTH ? 30 : draw(8) + 1;
    for (; s->i > 0; s->i--) {
        s->j = draw(14); /* no switch: the one of BEGIN reaches into this */
        if (s->j <= 1 || s->j >= 12) {
            if ((intptr_t)s->data > 0)
                s->handles[draw(3)] = spawn_child(s);
        } else if (s->j == 2) {
            ask_somebody();
        } else if (s->j == 3) {
            STORM_AWAIT(async_yield__start(&s->leaf.wait, task));
        } else if (s->j == 4 || s->j == 5) {
            STORM_AWAIT(async_sleep__start(&s->leaf.wait, task, draw(4)));
        } else if (s->j == 6) {
            if (s->handles[0])
                STORM_AWAIT(async_future_wait(s->handles[0], task));
        } else if (s->j == 7) {
            if (s->handles[0] && s->handles[1] && s->handles[2])
                STORM_AWAIT(async_all_n__start(&s->leaf.group, task, s->handles, 3));
        } else if (s->j == 8) {
            if (s->handles[0] && s->handles[1])
                STORM_AWAIT(async_any_n__start(&s->leaf.group, task, s->handles, 2, &s->result));
        } else if (s->j == 9) {
            if (s->handles[1] && s->handles[2])
                STORM_AWAIT(async_settle_n__start(&s->leaf.group, task, s->handles + 1, 2));
        } else if (s->j == 10) {
            if (s->handles[2]) {
                future_on_done(s->handles[2], set_future, NULL);
                STORM_AWAIT(async_future_wait(async_shield(s->handles[2]), task));
            }
        } else if (s->j == 11) {
            if (draw(4) == 0 && (intptr_t)s->data != DEPTH)
                THROW(EIO);
            if (!s->fd)
                assert_ptr_equal(async_timeout_begin(&s->timeout, task, draw(3)), ASYNC_DONE);
            s->fd = 1;
        }
    }
out:
    if (s->fd)
        async_timeout_end(&s->timeout, task, NULL);
    s->fd = 0;
    goto leave;
leave:
    if (s->fd)
        async_timeout_end(&s->timeout, task, NULL);
    if (s->owner.async_tasks)
        SUSPEND_IF_(async_owner_join__start(&s->leaf.join, task, &s->owner, 0))
}
alive--;
forget_those_of(s);
assert_null(s->owner.async_tasks);
(void)status;
return task->thrown ? ASYNC_THROWN : ASYNC_DONE;
}

static void no_storm_leaves_anything_behind(void **state)
{
    (void)state;
    async_test_clock(true);
    async_on_unhandled(ignore_report, NULL);
    for (unsigned seed = 1; seed <= 4000; seed++) {
        random_state = seed * 2654435761u;
        memset(known, 0, sizeof known);
        async_test_seed(seed % 3 ? seed : 0);
        async_debug(seed % 5 == 0);
        alive = 0;
        script_run(stormy, (void *)(intptr_t)DEPTH, NULL);
        assert_int_equal(alive, 0);
        assert_null(async_poller());
    }
    async_debug(false);
    async_test_seed(0);
    async_test_clock(false);
    async_on_unhandled(NULL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_storm_leaves_anything_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
