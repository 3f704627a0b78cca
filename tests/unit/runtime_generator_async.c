/* SPDX-License-Identifier: MIT
 *
 * Async generators, on a virtual clock: awaiting between values, send, throw, close, cancelling.
 */
#include "runtime_generators.h"

/* An async generator: sleeps before each value. */
GEN(ticks)
{
    GEN_BEGIN
    for (g->i = 0; g->i < g->n; g->i++) {
        status = async_sleep__start(&g->wait, task, 1);
        *status = &g->head;
        g->state = 1;
        return &g->head.parent;
    case 1:
        if (task->thrown)
            goto failed;
        GIVE_OR(failed, g->i + (g->got = async_was_sent(&g->core) ? RECEIVED(long) : g->got));
    }
    if (g->n == 4)
        async_throw(task, EIO, NULL);
    goto leave;
failed:
    note(async_code(task->thrown) == ASYNC_CLOSED ? 'c'
         : async_code(task->thrown) == ECANCELED  ? 'x'
                                                  : 't');
    if (async_code(task->thrown) != ASYNC_CLOSED)
        goto leave;
    g->caught = async_hold(task); /* a defer that awaits */
    status = async_sleep__start(&g->wait, task, 1);
    *status = &g->head;
    g->state = 2;
    return &g->head.parent;
case 2:
    note(task->thrown ? '?' : 'd');
    if (task->thrown)
        async_defer_failed(task, g->caught);
    else
        async_unhold(task, g->caught);
    goto leave;
    GEN_END;
}

static struct async_gen_wait waits[2];

#define ANEXT_OR(LABEL, RESULT, CALL)                                                              \
    do {                                                                                           \
        bool ret_ = false;                                                                         \
        status = CALL;                                                                             \
        if (!async_over(status)) {                                                                 \
            *status = &s->head;                                                                    \
            s->state = __LINE__;                                                                   \
            return &s->head.parent;                                                                \
        case __LINE__:                                                                             \
            ret_ = waits[0].async_ret;                                                             \
        }                                                                                          \
        (RESULT) = ret_;                                                                           \
        if (task->thrown)                                                                          \
            goto LABEL;                                                                            \
    } while (0)

SCRIPT(consumes_ticks)
{
    BEGIN
    s->handles[0] = make((gen_body *)s->data, 3, ASYNC_GEN_ASYNC);
    for (;;) {
        ANEXT_OR(leave, s->i, gen_anext__start(&waits[0], task, s->handles[0], &ret_));
        if (!s->i)
            break;
        note('0' + (int)*s->handles[0]);
        s->j = (long)async_time();
        assert_int_equal(s->j, *s->handles[0] + 1);
    }
    ANEXT_OR(leave, s->i, gen_anext__start(&waits[0], task, s->handles[0], &ret_));
    assert_false(s->i);
    gen_free(s->handles[0]);
    END;
}

GEN(delegates_async)
{
    GEN_BEGIN
    DELEGATE_OR(leave, g->got, make(ticks, g->n, ASYNC_GEN_ASYNC));
    DELEGATE_OR(leave, g->got, make(count, 0, 0)); /* a plain one */
    GEN_END;
}

static void an_async_generator_awaits_between_its_values(void **state)
{
    (void)state;
    RUN(consumes_ticks, (void *)ticks);
    assert_string_equal(script_log, "012");
    script_log[0] = 0;
    RUN(consumes_ticks, (void *)delegates_async);
    assert_string_equal(script_log, "012e");
}

SCRIPT(sends_throws_closes)
{
    static const struct async_type long_type = {"long", sizeof(long), ASYNC_KIND_SIGNED};
    BEGIN
    s->handles[0] = make(ticks, 3, ASYNC_GEN_ASYNC);
    ANEXT_OR(leave, s->i, gen_anext__start(&waits[0], task, s->handles[0], &ret_));
    s->got = 50;
    ANEXT_OR(leave, s->i,
             async_gen_asend__start(&waits[0], task, s->handles[0], &s->got, &long_type, &ret_));
    assert_int_equal(*s->handles[0], 51);
    ANEXT_OR(thrown, s->i, gen_athrow__start(&waits[0], task, s->handles[0], EDOM, &ret_));
    fail();
thrown:
    assert_int_equal(script_catch(task), EDOM);
    gen_free(s->handles[0]);

    s->handles[0] = make(ticks, 4, ASYNC_GEN_ASYNC);
    for (s->i = 1; s->i;)
        ANEXT_OR(failed, s->i, gen_anext__start(&waits[0], task, s->handles[0], &ret_));
    fail();
failed:
    assert_int_equal(script_catch(task), EIO);
    gen_free(s->handles[0]);

    s->handles[0] = make(ticks, 3, ASYNC_GEN_ASYNC);
    ANEXT_OR(leave, s->i, gen_anext__start(&waits[0], task, s->handles[0], &ret_));
    ANEXT_OR(leave, s->i, (ret_ = 0, gen_aclose__start(&waits[0], task, s->handles[0])));
    ANEXT_OR(leave, s->i, (ret_ = 0, gen_aclose__start(&waits[0], task, s->handles[0])));
    gen_free(s->handles[0]);
    ANEXT_OR(null, s->i, gen_anext__start(&waits[0], task, NULL, &ret_));
null:
    assert_int_equal(script_catch(task), ENOMEM);
    END;
}

static void async_send_throw_and_close(void **state)
{
    (void)state;
    RUN(sends_throws_closes, NULL);
    assert_string_equal(script_log, "tcd");
    assert_int_equal(reports, 0);
}

SCRIPT(is_cancelled_in_anext)
{
    BEGIN
    ANEXT_OR(failed, s->i, gen_anext__start(&waits[0], task, s->data, &ret_));
    fail();
failed:
    assert_int_equal(async_code(task->thrown), ECANCELED);
    goto leave;
    END;
}

SCRIPT(cancels_the_consumer)
{
    BEGIN
    s->handles[0] = make(ticks, 3, ASYNC_GEN_ASYNC);
    s->handles[1] = &script_spawn(is_cancelled_in_anext, s->handles[0], &s->owner, 1)->value;
    SLEEP(0.5);
    status = gen_anext__start(&waits[1], task, s->handles[0], &(bool){0}); /* two at once */
    assert_ptr_equal(status, ASYNC_THROWN);
    assert_int_equal(script_catch(task), EBUSY);
    future_cancel(s->handles[1]);
    JOIN_OR(failed, s->handles[1]);
failed:
    assert_int_equal(script_catch(task), ECANCELED);
    assert_true(gen_done(s->handles[0]));
    gen_free(s->handles[0]);
    END;
}

static void cancelling_the_consumer_ends_the_generator(void **state)
{
    (void)state;
    RUN(cancels_the_consumer, NULL);
    assert_string_equal(script_log, "x");
    assert_int_equal(reports, 0);
}

SCRIPT(frees_too_early)
{
    BEGIN
    s->handles[0] = make(ticks, 3, ASYNC_GEN_ASYNC);
    ANEXT_OR(leave, s->i, gen_anext__start(&waits[0], task, s->handles[0], &ret_));
    gen_free(s->handles[0]);
    if (s->data)
        SLEEP(5);
    END;
}

static void one_that_is_freed_early_is_closed_by_the_loop(void **state)
{
    (void)state;
    RUN(frees_too_early, "");
    assert_string_equal(script_log, "cd");
    RUN(frees_too_early, NULL); /* at the end of the loop */
    assert_string_equal(script_log, "cdcd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLOCK_TEST(an_async_generator_awaits_between_its_values),
        CLOCK_TEST(async_send_throw_and_close),
        CLOCK_TEST(cancelling_the_consumer_ends_the_generator),
        CLOCK_TEST(one_that_is_freed_early_is_closed_by_the_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
