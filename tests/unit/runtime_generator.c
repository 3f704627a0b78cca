/* SPDX-License-Identifier: MIT
 *
 * Generators: next, send, throw, close, values at the end, yield_from at depth, errors.
 */
#include "runtime_generators.h"
#include <signal.h>
#include <sys/wait.h>

/* ---- next ---- */

static void next_gives_the_values_in_turn(void **state)
{
    (void)state;
    long sum = 0, *g = make(count, 5, 0);
    assert_false(gen_done(g));
    while (gen_next(g))
        sum = sum * 10 + *g;
    assert_int_equal(sum, 1234);
    assert_true(gen_done(g));
    assert_false(gen_next(g));
    assert_int_equal(gen_error(g), 0);
    assert_int_equal(gen_value(long, g), 50);
    assert_int_equal(gen_value(short, g), 50);
    assert_true(gen_value(double, g) == 50.0);
    gen_free(g);
    assert_string_equal(script_log, "e");
}

static void the_body_begins_at_the_first_next(void **state)
{
    (void)state;
    long *g = make(count, 0, 0);
    assert_string_equal(script_log, "");
    assert_int_equal(gen_value(long, g), 0);
    assert_false(gen_next(g));
    assert_string_equal(script_log, "e");
    gen_free(g);
    g = make(count, 3, 0);
    gen_free(g); /* never ran */
    assert_string_equal(script_log, "e");
}

static int sum_until(long *handle, long limit)
{
    long sum = 0;
    _Gen_each(long v, handle)
    {
        if (v == 1)
            continue;
        if (v == limit)
            break;
        if (v == limit + 1)
            return -1;
        sum += v;
    }
    return (int)sum;
}

static void each_frees_on_every_way_out(void **state)
{
    (void)state;
    assert_int_equal(sum_until(make(count, 5, 0), 10), 0 + 2 + 3 + 4);
    assert_int_equal(sum_until(make(count, 5, 0), 3), 2);
    assert_int_equal(sum_until(make(count, 5, 0), -1), -1);
    assert_string_equal(script_log, "ecc");
    long outer = 0;
    _Gen_each(long a, make(count, 3, 0)) _Gen_each(long b, make(count, 3, 0)) outer += a * b;
    assert_int_equal(outer, 9);
    _Gen_each(const long v, NULL ? make(count, 1, 0) : (long *)NULL) outer += v;
    assert_int_equal(outer, 9);
}

static void one_that_is_placed_takes_no_memory(void **state)
{
    (void)state;
    struct gen placed;
    static const struct async_site site = {"placed", "file.c", 7};
    begin(async_gen_new(sizeof placed, &placed, &site), count, 3, 0);
    long sum = 0;
    _Gen_each(long v, &placed.value) sum += v;
    assert_int_equal(sum, 3);
}

/* ---- send ---- */

GEN(doubles)
{
    GEN_BEGIN
    g->got = -1;
    for (;;) {
        GIVE(g->got);
        g->got = async_was_sent(&g->core) ? 2 * RECEIVED(long) : 1000 + RECEIVED(long);
    }
    GEN_END;
}

static void send_gives_the_yield_its_value(void **state)
{
    (void)state;
    long *g = make(doubles, 0, 0);
    assert_true(gen_send(g, 77)); /* the first one is dropped */
    assert_int_equal(*g, -1);
    assert_true(gen_send(g, 21L));
    assert_int_equal(*g, 42);
    assert_true(gen_send(g, (char)5)); /* converts */
    assert_int_equal(*g, 10);
    assert_true(gen_send(g, 2.9));
    assert_int_equal(*g, 4);
    assert_true(gen_send(g, -3.9f));
    assert_int_equal(*g, -6);
    assert_true(gen_send(g, (unsigned char)200));
    assert_int_equal(*g, 400);
    assert_true(gen_send(g, (bool)true));
    assert_int_equal(*g, 2);
    assert_true(gen_send(g, -7ll));
    assert_int_equal(*g, -14);
    assert_true(gen_next(g));
    assert_int_equal(*g, 1000);
    gen_free(g);
    assert_false(gen_send(NULL, 1));
}

struct pair {
    int a, b;
    double c;
};

GEN(swaps)
{
    struct pair pair;
    GEN_BEGIN
    GIVE(0);
    pair = RECEIVED(struct pair);
    GEN_RETURN(((struct pair){pair.b, pair.a, pair.c}));
    GEN_END;
}

static void structs_go_in_and_come_out(void **state)
{
    (void)state;
    long *g = make(swaps, 0, 0);
    assert_true(gen_next(g));
    assert_false(gen_send(g, (struct pair){1, 2, 3}));
    struct pair pair = gen_value(struct pair, g);
    assert_int_equal(pair.a, 2);
    assert_true(pair.c == 3);
    gen_free(g);
}

static void child_process(void (*function)(void), const char *expected)
{
    int out[2], status;
    char text[400];
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        dup2(out[1], STDERR_FILENO);
        function();
        _exit(0);
    }
    close(out[1]);
    ssize_t got = read(out[0], text, sizeof text - 1);
    text[got > 0 ? got : 0] = 0;
    close(out[0]);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(text, expected));
}

static void receives_a_wrong_type(void)
{
    long *g = make(doubles, 0, 0);
    gen_next(g);
    gen_send(g, "text");
}

static void takes_a_wrong_type(void)
{
    long *g = make(count, 0, 0);
    gen_next(g);
    (void)gen_value(struct pair, g);
}

static long *itself;

GEN(resumes_itself)
{
    GEN_BEGIN
    gen_next(itself);
    GEN_END;
}

static void resumes_the_running(void)
{
    itself = make(resumes_itself, 0, 0);
    gen_next(itself);
}

GEN(delegates);

static void resumes_the_taken(void)
{
    long *g = make(delegates, 1, 0);
    gen_next(g);
    gen_next(g);
    gen_next(((struct gen *)(g - sizeof(struct async_generator) / sizeof(long)))->inner);
}

static void nexts_an_async_one(void)
{
    gen_next(make(count, 1, ASYNC_GEN_ASYNC));
}

static void misuse_ends_the_program_with_a_message(void **state)
{
    (void)state;
    child_process(receives_a_wrong_type, "a pointer of 8 bytes was given, 'long' (a signed");
    child_process(takes_a_wrong_type, "a signed integer of 8 bytes was given, 'struct pair'");
    child_process(resumes_the_running, "generator already running");
    child_process(resumes_the_taken, "generator is run by a yield_from");
    child_process(nexts_an_async_one, "gen_anext");
}

/* ---- throw and close ---- */

GEN(survives)
{
    GEN_BEGIN
    for (g->i = 0; g->i < 3; g->i++) {
        GIVE_OR(failed, g->i);
        continue;
    failed:
        g->caught = async_catch(task);
        GIVE_OR(again, -async_code(g->caught)); /* a yield in a catch is fine */
    again:
        async_release(task, g->caught);
        if (task->thrown)
            goto leave;
    }
    GEN_END;
}

static void throw_is_thrown_at_the_yield(void **state)
{
    (void)state;
    long *g = make(survives, 0, 0);
    assert_true(gen_next(g));
    assert_true(gen_throw(g, EIO));
    assert_int_equal(*g, -EIO);
    assert_true(gen_next(g));
    assert_int_equal(*g, 1);
    assert_true(gen_throw(g, async_error(EPERM, "x")));
    assert_false(gen_throw(g, EDOM));
    assert_int_equal(gen_error(g), EDOM);
    assert_false(gen_next(g));
    assert_false(gen_throw(g, EBADF)); /* it has ended: the caller's */
    assert_int_equal(gen_error(g), EBADF);
    gen_free(g);
    g = make(count, 3, 0);
    assert_false(gen_throw(g, EIO)); /* before the start: no body */
    assert_false(gen_next(g));
    assert_int_equal(gen_error(g), EIO);
    gen_free(g);
    assert_string_equal(script_log, "");
    assert_int_equal(gen_error(NULL), ENOMEM);
    assert_false(gen_next(NULL));
    assert_false(gen_throw(NULL, EIO));
    assert_true(gen_done(NULL));
    assert_int_equal(reports, 0);
}

GEN(fails_when_closed)
{
    GEN_BEGIN
    GIVE_OR(closed, 1);
closed:
    async_release(task, async_catch(task));
    async_throw(task, EIO, NULL);
    goto leave;
    GEN_END;
}

static void close_runs_the_cleanup(void **state)
{
    (void)state;
    long *g = make(count, 3, 0);
    assert_int_equal(gen_close(NULL), 0);
    assert_true(gen_next(g));
    assert_int_equal(gen_close(g), 0);
    assert_string_equal(script_log, "c");
    assert_int_equal(gen_close(g), 0);
    assert_false(gen_next(g));
    assert_int_equal(gen_error(g), 0);
    gen_free(g);
    g = make(survives, 0, 0);
    assert_true(gen_next(g));
    assert_int_equal(gen_close(g), EPROTO); /* it yields again */
    assert_false(gen_done(g));
    assert_int_equal(gen_close(g), 0);
    gen_free(g);
    g = make(fails_when_closed, 0, 0);
    assert_true(gen_next(g));
    assert_int_equal(gen_close(g), EIO);
    assert_int_equal(gen_error(g), EIO);
    gen_free(g);
    assert_int_equal(reports, 0);
    g = make(fails_when_closed, 0, 0);
    assert_true(gen_next(g));
    gen_free(g); /* nobody asked */
    assert_int_equal(reports, 1);
}

GEN(yields_for_ever)
{
    GEN_BEGIN
    for (;;) {
        GIVE_OR(failed, 1);
    failed:
        if (async_is_final(task))
            break;
        async_release(task, async_catch(task));
    }
    note('f');
    GEN_END;
}

static void one_that_resists_is_ended(void **state)
{
    (void)state;
    long *g = make(yields_for_ever, 0, 0);
    assert_true(gen_next(g));
    assert_int_equal(gen_close(g), EPROTO);
    assert_string_equal(script_log, "");
    gen_free(g);
    assert_string_equal(script_log, "f");
    assert_int_equal(reports, 1);
}

GEN(fails)
{
    GEN_BEGIN
    GIVE(1);
    async_throw(task, async_error(EIO, "broken"), NULL);
    goto leave;
    GEN_END;
}

static void an_error_is_told_or_reported(void **state)
{
    (void)state;
    long *g = make(fails, 0, 0);
    assert_true(gen_next(g));
    assert_false(gen_next(g));
    assert_int_equal(gen_error(g), EIO);
    gen_free(g);
    assert_int_equal(reports, 0);
    _Gen_each(long v, make(fails, 0, 0)) assert_int_equal(v, 1);
    assert_int_equal(reports, 1);
}

/* ---- yield_from ---- */

GEN(delegates)
{
    GEN_BEGIN
    GIVE(100);
    DELEGATE_OR(failed, g->got, make(count, g->n, 0));
    GIVE(g->got);
    GEN_RETURN(g->got + 1);
failed:
    note(async_code(task->thrown) == ASYNC_CLOSED ? 'C' : 'T');
    goto leave;
    GEN_END;
}

static void delegating_passes_the_values_through(void **state)
{
    (void)state;
    long sum = 0, *g = make(delegates, 3, 0);
    while (gen_next(g))
        sum = sum * 10 + *g;
    assert_int_equal(sum, 100 * 10000 + 0 * 1000 + 1 * 100 + 2 * 10 + 30);
    assert_int_equal(gen_value(int, g), 31);
    gen_free(g);
    assert_string_equal(script_log, "e");
}

static void closing_closes_the_inner_ones_first(void **state)
{
    (void)state;
    long *g = make(delegates, 3, 0);
    gen_next(g);
    gen_next(g);
    assert_int_equal(gen_close(g), 0);
    gen_free(g);
    g = make(delegates, 3, 0);
    gen_next(g);
    gen_next(g);
    assert_false(gen_throw(g, EIO));
    assert_int_equal(gen_error(g), EIO);
    gen_free(g);
    assert_string_equal(script_log, "cCtT");
}

GEN(swallows)
{
    GEN_BEGIN
    GIVE_OR(closed, 1);
closed:
    async_release(task, async_catch(task));
    note('s');
    goto leave;
    GEN_END;
}

GEN(delegates_to_swallows)
{
    GEN_BEGIN
    DELEGATE_OR(failed, g->got, make(swallows, 0, 0));
    note('?');
    GIVE(7);
failed:
    note(task->thrown && async_code(task->thrown) == ASYNC_CLOSED ? 'C' : 'T');
    goto leave;
    GEN_END;
}

static void who_delegates_is_closed_even_if_the_inner_one_swallows_it(void **state)
{
    (void)state;
    long *g = make(delegates_to_swallows, 0, 0);
    assert_true(gen_next(g));
    assert_int_equal(gen_close(g), 0);
    gen_free(g);
    assert_string_equal(script_log, "sC");
}

GEN(nests)
{
    GEN_BEGIN
    if (g->n == 0) {
        for (g->i = 0; g->i < 3; g->i++) {
            GIVE(g->i);
            g->got += RECEIVED(long);
        }
        GEN_RETURN(g->got);
    }
    DELEGATE_OR(leave, g->got, make(nests, g->n - 1, 0));
    GEN_RETURN(g->got + 1);
    GEN_END;
}

static void delegating_goes_deep(void **state)
{
    (void)state;
    long *g = make(nests, 10000, 0);
    assert_true(gen_next(g));
    assert_int_equal(*g, 0);
    assert_true(gen_send(g, 5));
    assert_int_equal(*g, 1);
    assert_true(gen_send(g, 6L));
    assert_int_equal(*g, 2);
    assert_false(gen_send(g, 7));
    assert_int_equal(gen_value(long, g), 18 + 10000);
    gen_free(g);
}

/* Delegates to one that has begun, and that delegates itself. */
GEN(takes_over)
{
    GEN_BEGIN
    DELEGATE_OR(leave, g->got, itself);
    GEN_RETURN(g->got);
    GEN_END;
}

static void a_chain_that_has_begun_is_taken_over(void **state)
{
    (void)state;
    itself = make(nests, 5, 0);
    assert_true(gen_next(itself));
    long *g = make(takes_over, 0, 0);
    assert_true(gen_next(g));
    assert_int_equal(*g, 1);
    assert_true(gen_send(g, 8));
    assert_int_equal(*g, 2);
    assert_false(gen_next(g));
    assert_int_equal(gen_value(long, g), 8 + 5);
    gen_free(g);
    itself = make(count, 1, 0);
    assert_true(gen_next(itself) && !gen_next(itself));
    g = make(takes_over, 0, 0); /* one that has ended: only its value */
    assert_false(gen_next(g));
    assert_int_equal(gen_value(long, g), 10);
    gen_free(g);
    itself = NULL;
    g = make(takes_over, 0, 0);
    assert_false(gen_next(g));
    assert_int_equal(gen_error(g), ENOMEM);
    gen_free(g);
    itself = make(nests, 3, 0);
    g = make(takes_over, 0, 0);
    assert_true(gen_next(g));
    gen_free(g); /* all of it */
}

/* ---- in async code ---- */

SCRIPT(consumes_in_async)
{
    BEGIN
    s->handles[0] = make(fails, 0, 0);
    assert_true(async_gen_next_in(task, s->handles[0]));
    assert_false(async_gen_next_in(task, s->handles[0]));
    assert_int_equal(script_catch(task), EIO);
    assert_false(async_gen_next_in(task, s->handles[0])); /* once */
    assert_null(task->thrown);
    gen_free(s->handles[0]);
    assert_false(async_gen_next_in(task, NULL));
    assert_int_equal(script_catch(task), ENOMEM);
    s->handles[0] = make(count, 2, 0);
    assert_false(async_gen_throw_in(task, s->handles[0], EDOM));
    assert_int_equal(script_catch(task), EDOM);
    async_gen_close_in(task, s->handles[0]);
    assert_null(task->thrown);
    gen_free(s->handles[0]);
    s->handles[0] = make(survives, 0, 0);
    assert_true(async_gen_send_in(task, s->handles[0], &(int){1}, ASYNC_TYPE(int)));
    async_gen_close_in(task, s->handles[0]);
    assert_int_equal(script_catch(task), EPROTO);
    gen_free(s->handles[0]);
    END;
}

static void errors_are_thrown_in_async_consumers(void **state)
{
    (void)state;
    RUN(consumes_in_async, NULL);
    assert_int_equal(reports, 0);
}

static void *no_memory_at_all(void *block, size_t size)
{
    (void)block;
    (void)size;
    return NULL;
}

static void no_memory(void **state)
{
    (void)state;
    async_set_allocator(no_memory_at_all);
    assert_null(make(count, 1, 0));
    async_set_allocator(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(next_gives_the_values_in_turn),
        CLOCK_TEST(the_body_begins_at_the_first_next),
        CLOCK_TEST(each_frees_on_every_way_out),
        CLOCK_TEST(one_that_is_placed_takes_no_memory),
        CLOCK_TEST(send_gives_the_yield_its_value),
        CLOCK_TEST(structs_go_in_and_come_out),
        CLOCK_TEST(misuse_ends_the_program_with_a_message),
        CLOCK_TEST(throw_is_thrown_at_the_yield),
        CLOCK_TEST(close_runs_the_cleanup),
        CLOCK_TEST(one_that_resists_is_ended),
        CLOCK_TEST(an_error_is_told_or_reported),
        CLOCK_TEST(delegating_passes_the_values_through),
        CLOCK_TEST(closing_closes_the_inner_ones_first),
        CLOCK_TEST(who_delegates_is_closed_even_if_the_inner_one_swallows_it),
        CLOCK_TEST(delegating_goes_deep),
        CLOCK_TEST(a_chain_that_has_begun_is_taken_over),
        CLOCK_TEST(errors_are_thrown_in_async_consumers),
        CLOCK_TEST(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
