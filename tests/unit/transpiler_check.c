/* SPDX-License-Identifier: MIT
 *
 * The rules, on trees made by hand: which of them are reported, and what of.
 */
#include "check/check.h"
#include "transpiler_builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct diag diag;

static int set_up(void **state)
{
    (void)state;
    build_begin();
    diag = (struct diag){.errors = 0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    diag_free(&diag);
    build_end();
    return 0;
}

static void check_rules(bool is_async, const char *expected)
{
    struct func *func = &build.func;
    struct function function = {.name = "f", .is_async = true};
    struct unit unit = {.arena = &build.arena};
    func->function = is_async ? &function : NULL;
    if (is_async)
        *vec_push(&unit.funcs) = func;
    else
        *vec_push(&unit.plain) = func;
    check_unit(&unit, &diag);
    vec_free(&unit.funcs);
    vec_free(&unit.plain);
    char text[1024] = "";
    for (size_t i = 0; i < diag.items.count; i++) {
        if (diag.items.items[i].level != DIAG_ERROR)
            continue;
        strcat(text, *text ? " " : "");
        strcat(text, diag.items.items[i].rule);
    }
    assert_string_equal(text, expected);
}

/* The rules that the expression breaks in an async function, or (plain) in an ordinary one. */
static void check_async(struct expr *expr, const char *expected)
{
    build_body(LIST(s_expr(expr)));
    check_rules(true, expected);
}

static void check_plain(struct expr *expr, const char *expected)
{
    build_body(LIST(s_expr(expr)));
    check_rules(false, expected);
}

static struct expr *x_start(enum expr_kind kind, struct expr *operand)
{
    return x_node(kind, &build_handle, LIST(operand));
}

static struct expr *x_paren(struct expr *kid)
{
    return x_node(EXPR_PAREN, kid->type, LIST(kid));
}

static struct expr *x_named(const char *name)
{
    struct expr *call = x_async(LIST(NULL));
    call->function = arena_new(&build.arena, struct function);
    call->function->name = name;
    return call;
}

static void await_of_a_call_is_fine(void **state)
{
    (void)state;
    check_async(x_add(x_wait(), x_await(x_paren(x_async(LIST(x_wait()))))), "");
}

static void await_of_a_handle_is_fine(void **state)
{
    (void)state;
    check_async(x_await(x_start(EXPR_SPAWN, x_async(LIST(NULL)))), "");
}

static void call_without_await_is_reported(void **state)
{
    (void)state;
    check_async(x_named("fetch"), "never-awaited");
    assert_non_null(strstr(diag.items.items[0].text, "'fetch'"));
}

static void call_through_a_pointer_is_named_as_written(void **state)
{
    (void)state;
    struct expr *call = x_async(LIST(NULL));
    call->kids[0] = x_text("table[i]");
    check_plain(call, "never-awaited");
    assert_non_null(strstr(diag.items.items[0].text, "'table[i]'"));
}

static void argument_of_an_awaited_call_is_checked(void **state)
{
    (void)state;
    check_async(x_await(x_async(LIST(x_named("fetch")))), "never-awaited");
}

static void unevaluated_call_is_fine(void **state)
{
    (void)state;
    struct expr *call = x_named("fetch");
    call->is_unevaluated = true;
    check_plain(call, "");
}

static void await_in_an_ordinary_function_is_reported(void **state)
{
    (void)state;
    check_plain(x_wait(), "await-outside");
}

static void await_of_something_else_is_reported_once(void **state)
{
    (void)state;
    check_async(x_await(x_member(x_named("fetch"), &build_int)), "not-awaitable");
}

static void await_of_an_ordinary_call_checks_its_arguments(void **state)
{
    (void)state;
    check_async(x_await(x_call(LIST(x_named("fetch")))), "not-awaitable never-awaited");
}

static void spawn_of_something_else_is_reported_once(void **state)
{
    (void)state;
    check_plain(x_start(EXPR_SPAWN, x_wait()), "spawn-what");
}

static void run_of_a_call_is_fine_in_ordinary_functions(void **state)
{
    (void)state;
    check_plain(x_start(EXPR_RUN, x_named("fetch")), "");
}

static void run_in_an_async_function_is_reported(void **state)
{
    (void)state;
    check_async(x_start(EXPR_RUN, x_named("fetch")), "run-inside");
}

static void mistakes_are_found_everywhere(void **state)
{
    (void)state;
    struct var *x = build_local("x", &build_int);
    struct stmt *loop = s_node(STMT_FOR);
    loop->init = s_decl(x, x_named("init"));
    loop->step = x_named("step");
    s_fill(loop, x_named("condition"), s_before(STMT_LABEL, s_expr(x_named("body"))));
    struct stmt *test = s_if(x_num(), loop, s_return(x_named("other")));
    build_body(LIST(test));
    check_rules(true, "never-awaited never-awaited never-awaited never-awaited never-awaited");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(await_of_a_call_is_fine),
        TEST(await_of_a_handle_is_fine),
        TEST(call_without_await_is_reported),
        TEST(call_through_a_pointer_is_named_as_written),
        TEST(argument_of_an_awaited_call_is_checked),
        TEST(unevaluated_call_is_fine),
        TEST(await_in_an_ordinary_function_is_reported),
        TEST(await_of_something_else_is_reported_once),
        TEST(await_of_an_ordinary_call_checks_its_arguments),
        TEST(spawn_of_something_else_is_reported_once),
        TEST(run_of_a_call_is_fine_in_ordinary_functions),
        TEST(run_in_an_async_function_is_reported),
        TEST(mistakes_are_found_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
