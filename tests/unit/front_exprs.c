/* SPDX-License-Identifier: MIT
 *
 * Expressions as front/ reads them.
 */
#include "front_harness.h"

static void await_of_a_call(void **state)
{
    (void)state;
    assert_reads("x = await f(1)", "assign(x, await(call(f, 1)))");
    const struct expr *await = statement(0)->expr->kids[1];
    assert_span(await->span, "await f(1)");
    assert_true(await->kids[0]->is_async);
    assert_string_equal(await->kids[0]->function->name, "f");
    assert_int_equal(unit->funcs.items[0]->awaits.count, 1);
}

static void await_at_the_start_of_a_statement(void **state)
{
    (void)state;
    assert_reads("await v()", "await(call(v))");
    assert_reads("__extension__ await f(1)", "await(call(f, 1))");
    assert_reads("await f(await f(2)), x", "comma(await(call(f, await(call(f, 2)))), x)");
}

static void await_moves_in_to_the_calls(void **state)
{
    (void)state;
    assert_reads("await (f(1))", "paren(await(call(f, 1)))");
    assert_reads("await (x, f(1))", "paren(comma(x, await(call(f, 1))))");
    assert_reads("await (x ? f(1) : (f(2)))",
                 "paren(if(x, await(call(f, 1)), paren(await(call(f, 2)))))");
    assert_span(statement(0)->expr->span, "await (x ? f(1) : (f(2)))");
}

static void await_of_a_future_gives_the_handle(void **state)
{
    (void)state;
    parse_body("future(int) a = spawn(f(x)); x = *await a;");
    assert_expr(statement(0)->decls.items[0].init, "spawn(call(f, x))");
    assert_span(statement(0)->decls.items[0].init->span, "spawn(f(x))");
    assert_expr(statement(1)->expr, "assign(x, deref(await(a)))");
    assert_true(statement(1)->expr->kids[1]->kids[0]->type->is_handle);
}

static void spawn_as_a_statement_is_discarded(void **state)
{
    (void)state;
    assert_reads("spawn(f(1))", "spawn(call(f, 1))");
    assert_true(statement(0)->expr->is_discarded);
    assert_reads("(void)spawn(f(1))", "cast(spawn(call(f, 1)))");
    assert_true(statement(0)->expr->kids[0]->is_discarded);
}

static void run_is_found_in_ordinary_functions_only_there(void **state)
{
    (void)state;
    parse("int main(void) { return async_run(f(1)); } int other(void) { return g(1); }");
    assert_int_equal(unit->plain.count, 1);
    assert_string_equal(unit->plain.items[0]->name, "main");
    assert_expr(unit->plain.items[0]->body->body.items[0]->expr, "run(call(f, 1))");
}

static void calls_through_pointers_know_that_they_are_async(void **state)
{
    (void)state;
    parse_body("async int (*to)(int) = f; await to(1); await (*to)(2); g(3);");
    assert_true(statement(1)->expr->kids[0]->is_async);
    assert_null(statement(1)->expr->kids[0]->function);
    assert_true(statement(2)->expr->kids[0]->is_async);
    assert_false(statement(3)->expr->is_async);
}

static void async_main_is_async(void **state)
{
    (void)state;
    parse("async int main(int argc, char **argv) { return argc > 9 ? await main(1, argv) : 0; }");
    assert_int_equal(unit->funcs.count, 1);
    assert_true(unit->funcs.items[0]->function->is_main);
    assert_expr(statement(0)->expr, "if(binary(argc, 9), await(call(main, 1, argv)), 0)");
    assert_true(statement(0)->expr->kids[1]->kids[0]->is_async);
}

static void operators_keep_their_operands(void **state)
{
    (void)state;
    assert_reads("x += *p++ - -x", "change(x, binary(deref(step(p)), unary(x)))");
    assert_reads("x = x ?: g(1)", "assign(x, if(x, call(g, 1)))");
    assert_reads("x && p || !x", "or(and(x, p), unary(x))");
    assert_reads("(&s)->x = 1[p]", "assign(member(paren(address(s))), index(p, 1))");
    assert_reads("(void)(char)x, sizeof x, s.y",
                 "comma(comma(cast(cast(x)), sizeof x), member(s))");
}

static void initialisers_hold_the_values_as_written(void **state)
{
    (void)state;
    parse_body("struct lines l = {.b = {.y = x}, {1, 2}, .c[1] = await f(1), 3};\n"
               "int a[] = {[1 ... 2] = x, 7}; struct lines m = {1, 2, 3, 4, {5}};\n"
               "p = (int[]){x, 1};");
    assert_expr(statement(0)->decls.items[0].init,
                "init(init(x), init(1, 2), await(call(f, 1)), 3)");
    assert_expr(statement(1)->decls.items[0].init, "init(x, 7)");
    assert_expr(statement(2)->decls.items[0].init, "init(1, 2, 3, 4, init(5))");
    assert_expr(statement(3)->expr, "assign(p, literal(init(x, 1)))");
    assert_int_equal(statement(3)->expr->kids[1]->var->kind, VAR_LITERAL);
}

static void generic_is_its_arm_where_the_type_tells(void **state)
{
    (void)state;
    assert_reads("x = _Generic(x, int: await f(1), char *: p)",
                 "assign(x, paren(await(call(f, 1))))");
}

static void statement_expressions_are_blocks(void **state)
{
    (void)state;
    assert_reads("x = ({ int y = g(1); if (y) y++; y; })",
                 "assign(x, block(call(g, 1), y, step(y), y))");
}

static void unevaluated_operands_only_name(void **state)
{
    (void)state;
    parse_body("x = sizeof(await f(x)); typeof(s.x) y = __alignof__(p[x]);");
    const struct func *func = unit->funcs.items[0];
    assert_expr(statement(0)->expr, "assign(x, sizeof(await f(x)))");
    assert_int_equal(func->awaits.count, 0);
    assert_int_equal(func->names.count, 5);
    assert_false(func->names.items[0]->is_unevaluated);
    for (size_t i = 1; i < func->names.count; i++)
        assert_true(func->names.items[i]->is_unevaluated);
}

static void names_of_itself_are_noticed(void **state)
{
    (void)state;
    parse_body("h(1, __func__);");
    assert_true(unit->funcs.items[0]->names_itself);
    parse_body("#define WHERE __FUNCTION__\nh(1, WHERE);");
    assert_true(unit->funcs.items[0]->names_itself);
    parse_body("h(1, \"__func__\");");
    assert_false(unit->funcs.items[0]->names_itself);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(await_of_a_call, tear_down),
        cmocka_unit_test_teardown(await_at_the_start_of_a_statement, tear_down),
        cmocka_unit_test_teardown(await_moves_in_to_the_calls, tear_down),
        cmocka_unit_test_teardown(await_of_a_future_gives_the_handle, tear_down),
        cmocka_unit_test_teardown(spawn_as_a_statement_is_discarded, tear_down),
        cmocka_unit_test_teardown(run_is_found_in_ordinary_functions_only_there, tear_down),
        cmocka_unit_test_teardown(calls_through_pointers_know_that_they_are_async, tear_down),
        cmocka_unit_test_teardown(async_main_is_async, tear_down),
        cmocka_unit_test_teardown(operators_keep_their_operands, tear_down),
        cmocka_unit_test_teardown(initialisers_hold_the_values_as_written, tear_down),
        cmocka_unit_test_teardown(generic_is_its_arm_where_the_type_tells, tear_down),
        cmocka_unit_test_teardown(statement_expressions_are_blocks, tear_down),
        cmocka_unit_test_teardown(unevaluated_operands_only_name, tear_down),
        cmocka_unit_test_teardown(names_of_itself_are_noticed, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
