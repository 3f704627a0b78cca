/* SPDX-License-Identifier: MIT
 *
 * Errors: throwing through awaiters, catching, tracebacks, messages, reports, and no memory.
 */
#include "runtime_harness.h"

/* ---- what is reported ---- */

static struct async_report last;
static char last_message[ASYNC_MESSAGE_SIZE], last_trace[1024];
static int reports;

static void keep_report(const struct async_report *what, void *arg)
{
    assert_ptr_equal(arg, &last);
    last = *what;
    snprintf(last_message, sizeof last_message, "%s", what->message);
    last_trace[0] = 0;
    if (what->trace)
        async_trace_text(what->trace, last_trace, sizeof last_trace);
    reports++;
}

static int setup(void **state)
{
    reports = 0;
    async_on_unhandled(keep_report, &last);
    return script_setup(state);
}

static int teardown(void **state)
{
    async_on_unhandled(NULL, NULL);
    return script_teardown(state);
}

#define ERROR_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, setup, teardown)

/* ---- throwing ---- */

SCRIPT(throws_at_once)
{
    BEGIN
    THROW(EPROTO);
    END;
}

SCRIPT(throws_later)
{
    BEGIN
    YIELD();
    THROW(async_error(EPROTO, "no greeting"));
    END;
}

SCRIPT(awaits_data)
{
    script_body *body = (script_body *)s->data;
    BEGIN
    s->handles[0] = &script_spawn(body, NULL, &s->owner, 1)->value;
    JOIN(s->handles[0]);
    note('!');
    END;
}

static void an_error_is_what_a_run_ends_with(void **state)
{
    (void)state;
    script_body *bodies[] = {throws_at_once, throws_later};
    for (int i = 0; i < 2; i++) {
        errno = 0;
        assert_int_equal(script_run(bodies[i], NULL, NULL), -1);
        assert_int_equal(errno, EPROTO);
        assert_int_equal(async_run_error(), EPROTO);
        assert_int_equal(script_run(awaits_data, bodies[i], NULL), -1);
        assert_int_equal(async_run_error(), EPROTO);
    }
    assert_string_equal(script_log, "");
    assert_int_equal(reports, 0);
}

SCRIPT(catches)
{
    struct async_caught caught;
    BEGIN
    s->handles[0] = &script_spawn(throws_later, NULL, &s->owner, 1)->value;
    JOIN_OR(failed, s->handles[0]);
    fail();
failed:
    s->caught = async_catch(task);
    assert_null(task->thrown);
    YIELD();
    s->handles[1] = &script_spawn(throws_at_once, NULL, &s->owner, 1)->value;
    JOIN_OR(again, s->handles[1]); /* errors nest */
    fail();
again:
    caught = async_caught_of(task->thrown);
    assert_int_equal(caught.code, EPROTO);
    assert_string_equal(caught.message, "");
    assert_int_equal(script_catch(task), EPROTO);
    caught = async_caught_of(s->caught);
    assert_string_equal(caught.message, "no greeting");
    assert_string_equal(async_trace_site(caught.trace, 0)->function, "throws_later");
    async_release(task, s->caught);
    note('c');
    END;
}

static void a_catch_may_await_and_catch(void **state)
{
    (void)state;
    RUN(catches, NULL);
    assert_string_equal(script_log, "c");
    assert_int_equal(reports, 0);
}

SCRIPT(rethrows)
{
    BEGIN
    s->handles[0] = &script_spawn(throws_later, NULL, &s->owner, 1)->value;
    JOIN_OR(failed, s->handles[0]);
failed:
    s->caught = async_catch(task);
    YIELD();
    async_rethrow(task, &s->caught);
    async_release(task, s->caught);
    goto leave;
    END;
}

static void rethrowing_keeps_message_and_traceback(void **state)
{
    (void)state;
    struct script *s = script_spawn(rethrows, NULL, ASYNC_NO_OWNER, 1);
    assert_int_equal(async_run_until(&s->value), -1);
    struct async_caught caught = async_caught_of(s->future.node.task.thrown);
    assert_string_equal(caught.message, "no greeting");
    assert_int_equal(caught.trace->passed, 1);
    async_task_free(&s->value);
}

static void zero_is_thrown_as_einval(void **state)
{
    (void)state;
    struct async_task task = {NULL, NULL, NULL};
    assert_ptr_equal(async_throw(&task, 0, NULL), ASYNC_THROWN);
    assert_int_equal(async_code(task.thrown), EINVAL);
    async_release(&task, async_catch(&task));
    assert_int_equal(async_error(0, NULL), EINVAL);
    async_throw(&task, EINVAL, NULL);
    async_release(&task, async_catch(&task));
    async_release(&task, NULL);
}

static void messages_are_cut_and_taken_once(void **state)
{
    (void)state;
    char longest[500];
    struct async_task task = {NULL, NULL, NULL};
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    async_throw(&task, async_error(EPERM, longest), NULL);
    assert_int_equal(strlen(async_caught_of(task.thrown).message), ASYNC_MESSAGE_SIZE - 1);
    async_release(&task, async_catch(&task));
    async_throw(&task, EPERM, NULL);
    assert_string_equal(async_caught_of(task.thrown).message, "");
    async_release(&task, async_catch(&task));
}

/* ---- tracebacks ---- */

static void long_traces_keep_their_ends(void **state)
{
    (void)state;
    static struct async_site sites[100];
    struct async_task task = {NULL, NULL, NULL};
    char text[4096], brief[10];
    for (unsigned i = 0; i < 100; i++)
        sites[i] = (struct async_site){"f", "file.c", i};
    async_throw(&task, EPERM, &sites[0]);
    for (unsigned i = 1; i < 100; i++)
        assert_true(async_failed(&task, &sites[i]));
    const struct async_trace *trace = async_caught_of(task.thrown).trace;
    assert_int_equal(trace->passed, 100);
    for (unsigned i = 0; i < 101; i++) {
        const struct async_site *site = async_trace_site(trace, i);
        if (i < 24 || (i >= 92 && i < 100))
            assert_ptr_equal(site, &sites[i]);
        else
            assert_null(site);
    }
    size_t length = async_trace_text(trace, text, sizeof text);
    assert_int_equal(length, strlen(text));
    assert_non_null(strstr(text, "    in f (file.c:0)\n    awaited by f (file.c:1)\n"));
    assert_non_null(strstr(text, "(file.c:23)\n    ... 68 more\n    awaited by f (file.c:92)\n"));
    assert_int_equal(async_trace_text(trace, brief, sizeof brief), length);
    assert_int_equal(strlen(brief), sizeof brief - 1);
    assert_int_equal(async_trace_text(trace, NULL, 0), length);
    async_release(&task, async_catch(&task));
    assert_false(async_failed(&task, &sites[0]));
}

/* ---- errors in defers ---- */

static void the_first_error_stays_and_the_second_is_reported(void **state)
{
    (void)state;
    struct async_task task = {NULL, NULL, NULL};
    async_throw(&task, EPERM, NULL);
    struct async_error *held = async_hold(&task);
    assert_null(task.thrown);
    async_throw(&task, async_error(EIO, "second"), NULL);
    async_defer_failed(&task, held);
    assert_int_equal(async_code(task.thrown), EPERM);
    assert_int_equal(reports, 1);
    assert_int_equal(last.kind, ASYNC_REPORT_SECOND_ERROR);
    assert_int_equal(last.code, EIO);
    assert_string_equal(last_message, "second");
    held = async_hold(&task);
    async_throw(&task, ECANCELED, NULL);
    async_defer_failed(&task, held); /* silently */
    assert_int_equal(async_code(task.thrown), EPERM);
    async_release(&task, async_catch(&task));
    async_throw(&task, EIO, NULL);
    async_defer_failed(&task, NULL);
    assert_int_equal(async_code(task.thrown), EIO);
    async_release(&task, async_catch(&task));
    assert_int_equal(reports, 1);
}

/* ---- nobody collected it ---- */

SCRIPT(spawns_failing)
{
    int keep = s->data != NULL;
    BEGIN
    script_spawn(throws_later, NULL, &s->owner, keep);
    YIELD();
    YIELD();
    YIELD();
    note('0' + reports);
    END;
}

static void an_error_that_nobody_collects_is_reported(void **state)
{
    (void)state;
    RUN(spawns_failing, NULL); /* discarded: at once */
    assert_string_equal(script_log, "1");
    assert_int_equal(last.kind, ASYNC_REPORT_UNCOLLECTED);
    assert_int_equal(last.code, EPROTO);
    assert_string_equal(last_message, "no greeting");
    assert_non_null(strstr(last_trace, "in throws_later"));
    RUN(spawns_failing, ""); /* kept: when it is freed */
    assert_string_equal(script_log, "11");
    assert_int_equal(reports, 2);
}

SCRIPT(asks_for_errors)
{
    BEGIN
    s->handles[0] = &script_spawn(throws_later, NULL, &s->owner, 1)->value;
    assert_int_equal(future_error(s->handles[0]), 0);
    YIELD();
    YIELD();
    YIELD();
    assert_int_equal(future_state(s->handles[0]), ASYNC_FINISHED);
    assert_false(future_cancelled(s->handles[0]));
    assert_int_equal(future_error(s->handles[0]), EPROTO);
    END;
}

static void asking_for_an_error_collects_it(void **state)
{
    (void)state;
    RUN(asks_for_errors, NULL);
    assert_int_equal(reports, 0);
}

static void an_error_of_main_is_reported(void **state)
{
    (void)state;
    struct script *s = script_spawn(throws_later, NULL, ASYNC_NO_OWNER, 1);
    assert_int_equal(async_run_until(&s->value), -1);
    assert_int_equal(async_main_failed(), 1);
    assert_int_equal(last.kind, ASYNC_REPORT_MAIN);
    assert_int_equal(last.code, EPROTO);
    async_task_free(&s->value);
    assert_int_equal(reports, 1);
}

static void without_a_handler_reports_go_to_standard_error(void **state)
{
    (void)state;
    int out[2], saved = dup(STDERR_FILENO);
    char text[500];
    async_on_unhandled(NULL, NULL);
    assert_int_equal(pipe(out), 0);
    dup2(out[1], STDERR_FILENO);
    RUN(spawns_failing, NULL);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(out[1]);
    ssize_t got = read(out[0], text, sizeof text - 1);
    close(out[0]);
    assert_true(got > 0);
    text[got] = 0;
    assert_non_null(strstr(text, "nobody collected its error: Protocol error: no greeting\n"));
    assert_non_null(strstr(text, "    in throws_later ("));
}

/* ---- several waiters ---- */

SCRIPT(waits_and_notes)
{
    BEGIN
    JOIN_OR(failed, s->data);
    fail();
failed:
    note(script_catch(task) == EPROTO ? 'e' : '?');
    END;
}

SCRIPT(fails_for_several)
{
    BEGIN
    s->handles[0] = &script_spawn(throws_later, NULL, &s->owner, 1)->value;
    for (int i = 0; i < 3; i++)
        script_spawn(waits_and_notes, s->handles[0], &s->owner, 0);
    JOIN_OR(failed, s->handles[0]);
failed:
    assert_int_equal(script_catch(task), EPROTO);
    YIELD();
    JOIN_OR(again, s->handles[0]); /* and again */
again:
    assert_int_equal(script_catch(task), EPROTO);
    END;
}

static void every_waiter_gets_the_error(void **state)
{
    (void)state;
    RUN(fails_for_several, NULL);
    assert_string_equal(script_log, "eee");
    assert_int_equal(reports, 0);
}

/* ---- no memory ---- */

static bool refuses;

static void *may_refuse(void *block, size_t size)
{
    if (size == 0) {
        free(block);
        return NULL;
    }
    return refuses ? NULL : realloc(block, size);
}

static void without_memory_the_code_is_thrown_all_the_same(void **state)
{
    (void)state;
    static const struct async_site site = {"f", "file.c", 1};
    struct async_task task = {NULL, NULL, NULL};
    async_set_allocator(may_refuse);
    refuses = true;
    async_throw(&task, async_error(EPROTO, "lost"), &site);
    refuses = false;
    assert_true(async_failed(&task, &site));
    struct async_caught caught = async_caught_of(task.thrown);
    assert_int_equal(caught.code, EPROTO);
    assert_string_equal(caught.message, "");
    assert_null(async_trace_site(caught.trace, 0));
    async_release(&task, async_catch(&task));
    async_set_allocator(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ERROR_TEST(an_error_is_what_a_run_ends_with),
        ERROR_TEST(a_catch_may_await_and_catch),
        ERROR_TEST(rethrowing_keeps_message_and_traceback),
        ERROR_TEST(zero_is_thrown_as_einval),
        ERROR_TEST(messages_are_cut_and_taken_once),
        ERROR_TEST(long_traces_keep_their_ends),
        ERROR_TEST(the_first_error_stays_and_the_second_is_reported),
        ERROR_TEST(an_error_that_nobody_collects_is_reported),
        ERROR_TEST(asking_for_an_error_collects_it),
        ERROR_TEST(an_error_of_main_is_reported),
        ERROR_TEST(without_a_handler_reports_go_to_standard_error),
        ERROR_TEST(every_waiter_gets_the_error),
        ERROR_TEST(without_memory_the_code_is_thrown_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
