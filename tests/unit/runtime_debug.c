/* SPDX-License-Identifier: MIT
 *
 * Debug mode: what it reports, and what ends the program.
 */
#include "runtime_harness.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static char texts[4096];

static void keep_text(const struct async_report *what, void *arg)
{
    (void)arg;
    snprintf(texts + strlen(texts), sizeof texts - strlen(texts), "%s\n", what->text);
}

static int setup(void **state)
{
    texts[0] = 0;
    async_debug(true);
    async_debug_slow(1e6);
    async_test_clock(true);
    async_on_unhandled(keep_text, NULL);
    return script_setup(state);
}

static int teardown(void **state)
{
    async_on_unhandled(NULL, NULL);
    async_test_clock(false);
    async_debug(false);
    return script_teardown(state);
}

#define DEBUG_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

#define SAID(TEXT) assert_non_null(strstr(texts, TEXT))

static void take_time(long milliseconds)
{
    nanosleep(&(struct timespec){0, milliseconds * 1000000}, NULL);
}

SCRIPT(is_slow)
{
    BEGIN
    YIELD();
    take_time(30);
    YIELD();
    END;
}

static void slow_steps_are_reported(void **state)
{
    (void)state;
    RUN(is_slow, NULL);
    assert_string_equal(texts, "");
    async_debug_slow(0.01);
    RUN(is_slow, NULL);
    SAID("a step of task script (");
    SAID(" took ");
}

SCRIPT(sleeps)
{
    BEGIN
    SLEEP(100);
    END;
}

SCRIPT(leaves_pending)
{
    BEGIN
    script_spawn(sleeps, NULL, ASYNC_NO_OWNER, 0);
    YIELD();
    END;
}

static void pending_tasks_are_reported_at_the_end(void **state)
{
    (void)state;
    RUN(leaves_pending, NULL);
    SAID("task script (");
    SAID("was pending when the loop closed: it sleeps");
}

SCRIPT(resists)
{
    BEGIN
    SLEEP_OR(failed, 100);
failed:
    s->caught = async_catch(task);
    SLEEP_OR(again, (double)(intptr_t)s->data);
again:
    async_release(task, s->caught);
    goto leave;
    END;
}

SCRIPT(joins)
{
    BEGIN
    script_spawn(resists, s->data, &s->owner, 1);
    YIELD();
    END;
}

static void a_long_join_is_reported(void **state)
{
    (void)state;
    RUN(joins, (void *)0);
    assert_string_equal(texts, "");
    RUN(joins, (void *)3);
    SAID("the end of a block of task script (");
    SAID(" waits for task script (");
}

SCRIPT(dumps)
{
    BEGIN
    s->handles[0] = &script_spawn(joins, (void *)5, &s->owner, 1)->value;
    YIELD();
    YIELD();
    async_dump_tasks();
    END;
}

static void the_dump_says_what_each_waits_for(void **state)
{
    (void)state;
    RUN(dumps, NULL);
    SAID(") runs\n");
    SAID(") leaves a block and waits for task script (");
    SAID("is ready\n");
}

SCRIPT(reads_early)
{
    BEGIN
    struct script *child = async_task_new(sizeof *child); /* as f__spawn: sets no value */
    memset(&child->head, 0, sizeof *child - offsetof(struct script, head));
    child->body = sleeps;
    child->head.resume = script_resume;
    async_task_begin(&child->future, &child->head, &s->owner, ASYNC_KEPT, NULL);
    assert_int_equal((unsigned long)child->value, 0xA5A5A5A5A5A5A5A5u);
    END;
}

static void values_are_poisoned(void **state)
{
    (void)state;
    RUN(reads_early, NULL);
}

/* ---- what ends the program ---- */

static void child_process(void (*function)(void), const char *expected)
{
    int out[2], status;
    char text[400];
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        async_on_unhandled(NULL, NULL);
        dup2(out[1], STDERR_FILENO);
        function();
        exit(0);
    }
    close(out[1]);
    ssize_t got = read(out[0], text, sizeof text - 1);
    text[got > 0 ? got : 0] = 0;
    close(out[0]);
    waitpid(child, &status, 0);
    if (!strstr(text, expected))
        fail_msg("'%s' says nothing of '%s'", text, expected);
}

SCRIPT(uses_freed)
{
    BEGIN
    long *f = future_new(long);
    future_free(f);
    future_done(f);
    END;
}

SCRIPT(awaits_freed)
{
    BEGIN
    struct script *child = script_spawn(joins, 0, &s->owner, 1);
    s->handles[0] = &child->value;
    JOIN(s->handles[0]);
    future_free(s->handles[0]);
    YIELD();
    YIELD();
    YIELD();
    JOIN(s->handles[0]);
    END;
}

static void *use_elsewhere(void *future)
{
    signal(SIGABRT, SIG_DFL);
    future_set((long *)future, 1);
    return NULL;
}

SCRIPT(used_elsewhere)
{
    BEGIN
    pthread_t thread;
    pthread_create(&thread, NULL, use_elsewhere, future_new(long));
    pthread_join(thread, NULL);
    END;
}

static void use_freed(void)
{
    script_run(uses_freed, NULL, NULL);
}

static void await_freed(void)
{
    script_run(awaits_freed, NULL, NULL);
}

static void use_in_another_thread(void)
{
    script_run(used_elsewhere, NULL, NULL);
}

struct tiny {
    struct async_generator core;
    long value;
    struct async_frame frame;
};

static async_status end_at_once(struct async_frame *frame, struct async_task *task)
{
    (void)frame;
    (void)task;
    return ASYNC_DONE;
}

static long *make_generator(void)
{
    static const struct async_site site = {"make_generator", "file.c", 12};
    struct tiny *tiny = async_gen_new(sizeof *tiny, NULL, &site);
    async_gen_begin(&tiny->core, &tiny->frame, end_at_once, 0);
    return &tiny->value;
}

static void leave_a_generator(void)
{
    gen_next(make_generator());
}

static void use_a_freed_generator(void)
{
    long *g = make_generator();
    gen_free(make_generator());
    gen_free(g);
    gen_next(g);
}

static void misuse_ends_the_program(void **state)
{
    (void)state;
    child_process(use_freed, "was used after it was freed");
    child_process(await_freed, "runtime_harness.h:");
    child_process(await_freed, "was used after it was freed");
    child_process(use_in_another_thread, "was used in another thread than that of its loop");
    child_process(use_a_freed_generator, "generator was used after it was freed");
}

static void generators_that_are_alive_at_the_end_are_reported(void **state)
{
    (void)state;
    child_process(leave_a_generator, "generator make_generator (file.c:12) was never freed");
}

static void it_can_be_turned_off(void **state)
{
    (void)state;
    async_debug(false);
    RUN(leaves_pending, NULL);
    assert_string_equal(texts, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DEBUG_TEST(slow_steps_are_reported),
        DEBUG_TEST(pending_tasks_are_reported_at_the_end),
        DEBUG_TEST(a_long_join_is_reported),
        DEBUG_TEST(the_dump_says_what_each_waits_for),
        DEBUG_TEST(values_are_poisoned),
        DEBUG_TEST(misuse_ends_the_program),
        DEBUG_TEST(generators_that_are_alive_at_the_end_are_reported),
        DEBUG_TEST(it_can_be_turned_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
