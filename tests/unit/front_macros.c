/* SPDX-License-Identifier: MIT
 *
 * What macros do to the text of a node, and what front/ refuses.
 */
#include "front_harness.h"

/* The expression of the only statement, after definitions. */
static void assert_with(const char *definitions, const char *text, const char *expected)
{
    parse_body(arena_printf(&arena, "%s\n%s;", definitions, text));
    assert_expr(statement(0)->expr, expected);
}

static void a_use_that_is_a_whole_operand_is_spelled(void **state)
{
    (void)state;
    assert_with("#define ONE 1", "x = await f(ONE)", "assign(x, await(call(f, ONE)))");
    assert_with("#define ONE 1\n#define UNO ONE", "x = UNO", "assign(x, UNO)");
    assert_with("#define NEG -1", "x = NEG", "assign(x, unary(~NEG))");
    assert_with("#define CALL g(2)", "x = CALL", "assign(x, call(~CALL, ~CALL))");
    assert_with("#define F(a) g(a)", "x = F(x)", "assign(x, call(~F(x), x))");
    assert_with("#define L(n) n ## L", "x = L(3)", "assign(x, L(3))");
    assert_with("", "p = NULL", "assign(p, paren(~cast(~NULL)))");
}

static void a_use_that_is_part_of_an_operand_is_not(void **state)
{
    (void)state;
    assert_with("#define SUM 1 + 2", "x = SUM * x", "assign(x, binary(~SUM, ~binary(~SUM, x)))");
    assert_with("#define SUM 1 + 2", "x = x * SUM", "~assign(x, ~binary(~binary(x, ~SUM), ~SUM))");
    assert_with("#define SUM 1 + 2", "x = SUM", "assign(x, binary(~SUM, ~SUM))");
    assert_with("#define TWO x, x", "h(TWO)", "call(h, ~TWO, ~TWO)");
}

static void arguments_are_spelled_where_they_stand(void **state)
{
    (void)state;
    assert_with("#define ID(a) a", "x = ID(x + 1)", "assign(x, binary(x, 1))");
    assert_with("#define ID(a) a", "x = ID(x) + 1", "assign(x, binary(x, 1))");
    assert_with("#define ADD(a, b) a + b", "x = ADD(x, 1)", "~assign(x, ~binary(x, 1))");
    assert_with("#define TWICE(a) a + a", "x = TWICE(x)", "~assign(x, ~binary(x, x))");
    assert_with("#define ALL(...) h(1, ##__VA_ARGS__)", "ALL(await f(x))",
                "call(~ALL(await f(x)), ~ALL(await f(x)), await(call(f, x)))");
    assert_int_equal(unit->funcs.items[0]->strung.count, 0);
}

static void keywords_have_aliases(void **state)
{
    (void)state;
    assert_with("#define co_await await", "x = co_await f(1)", "assign(x, await(call(f, 1)))");
    assert_with("#define go(c) spawn(c)", "go(f(1))", "spawn(call(f, 1))");
    assert_with("#define GET(n) await f(n)", "x = GET(1)", "~assign(x, ~await(~call(~GET(1), 1)))");
}

static void operators_may_be_macros(void **state)
{
    (void)state;
    assert_with("#include <iso646.h>", "x = not x and await f(1)",
                "assign(x, and(unary(x), await(call(f, 1))))");
}

static void members_may_be_macros(void **state)
{
    (void)state;
    parse("struct in { int z; }; struct out { struct in i; };\n#define z_of i.z\n"
          "async int body(struct out o) { return o.z_of + await f(1); }");
    assert_expr(statement(0)->expr, "binary(member(~member(o)), await(call(f, 1)))");
    assert_span(statement(0)->expr->kids[0]->span, "o.z_of");
}

/* The arguments that are made strings or names of, one after the other. */
static void assert_strung(const char *text, const char *expected)
{
    struct str strung = {0};
    parse_body(text);
    const struct func *func = unit->funcs.items[unit->funcs.count - 1];
    str_puts(&strung, "");
    for (size_t i = 0; i < func->strung.count; i++) {
        struct span span = func->strung.items[i];
        str_printf(&strung, "[%.*s]", (int)(span.end - span.begin), span.source->text + span.begin);
    }
    assert_string_equal(strung.text, expected);
    str_free(&strung);
}

static void strung_arguments_are_found(void **state)
{
    (void)state;
    assert_strung("#define S(a, b) h(b, #a)\nS(x, 1);", "[x]");
    assert_strung("#define S(a) #a\n#define T(a, b) h(b, S(a))\nT((x, x), 1);", "[(x, x)]");
    assert_strung("#define S(a) #a\n#define T(...) h(1, S(__VA_ARGS__))\nT(x);", "[x]");
    assert_strung("#define S(a) #a\n#define T S\nh(1, T(x));", "[x]");
    assert_strung("#define S(a) #a\n#define A(m, a) h(1, m(a))\nA(S, x);", "[ x]");
    assert_strung("#define P(a) a ## L\nx = P(1);", "[1]");
    assert_strung("#include <assert.h>\nassert(x == 1);", "[x == 1]");
    assert_strung("#define N(a) h(1, a)\nN(x);", "");
}

/* ---- refusals ---- */

static void assert_refused(const char *body, const char *rules)
{
    parse_body(body);
    assert_errors(rules);
}

static void what_an_async_function_cannot_hold_is_refused(void **state)
{
    (void)state;
    assert_refused("x = sizeof(int[3]);", "");
    assert_refused("p = __builtin_alloca(4);", "forbidden-call");
    assert_refused("p = __builtin_frame_address(0);", "forbidden-call");
    assert_refused("__attribute__((cleanup(*(void (*)(int *))0)) int a;", "clang clang");
    assert_refused("while (x) x = ({ break; 1; });", "");
    assert_refused("while (({ break; 1; })) ;", "statement-expression");
    assert_refused("x = ({ while (x) break; 1; });", "");
    assert_refused("__asm__(\"\" :: \"r\"(await f(1)));", "await-in-asm");
    assert_refused("register int a __asm__(\"rbx\") = 1;", "local-attribute");
    assert_refused("x = _Generic(x, int: await f(1), char: await f(2));", "");
    assert_refused("x = __builtin_choose_expr(1, await f(1), 2);", "");
    assert_refused("#define TWICE(a) (a + a)\nx = TWICE(await f(1));", "macro-twice");
}

static void async_where_it_cannot_stand_is_refused(void **state)
{
    (void)state;
    parse("async int number;");
    assert_errors("async-where");
    parse("struct s { async int number; async int (*fine)(void); };");
    assert_errors("async-where");
    parse("async int many(int, ...);");
    assert_errors("variadic");
    parse("async int old(a) int a; { return a; }");
    assert_errors("old-style");
    parse("async int none() { return 0; }");
    assert_errors("");
    parse("async __attribute__((__const__)) int a(void); async _Noreturn void b(void);");
    assert_errors("");
    parse(
        "[[gnu::weak]] async int a(void); async int b(void) __attribute__((cold, alias(\"f\")));");
    assert_errors("attribute attribute");
}

static void attributes_are_dropped_or_carried(void **state)
{
    (void)state;
    parse("[[gnu::pure]] __attribute__((pure, hot, unused)) async int a(void) { return 1; }");
    assert_errors("");
    struct span *dropped = &unit->keywords.items[unit->keywords.count - 3];
    assert_span(dropped[0], "[[gnu::pure]] ");
    assert_span(dropped[1], "pure, ");
    assert_span(dropped[2], "async ");
    const struct func *func = unit->funcs.items[unit->funcs.count - 1];
    assert_string_equal(func->function->attributes,
                        "__attribute__((hot)) __attribute__((unused)) ");
    assert_int_equal(func->span.source->text[func->span.begin], '[');
}

static void ordinary_functions_may_hold_all_of_it(void **state)
{
    (void)state;
    parse("int other(int n) { int a[n]; void *p = __builtin_alloca(4), *l = &&out; goto *l;\n"
          "out: return async_run(f(a[0] + !p)); }");
    assert_errors("");
    assert_int_equal(unit->plain.count, 1);
}

static void messages_speak_of_the_dialect(void **state)
{
    (void)state;
    parse("async int body(void) { future(int) a = spawn(f(1)); int *p = a; return *p; }");
    assert_errors("mixed-futures");
    assert_non_null(strstr(diag.items.items[0].text, "'future(int)'"));
    parse("int (*mixed)(int) = f;");
    assert_errors("mixed-colours");
    assert_non_null(strstr(diag.items.items[0].text, "'async int (int)'"));
    parse("async int (*other)(long) = f;");
    assert_errors("clang");
    assert_non_null(strstr(diag.items.items[0].text, "'async int (*)(long)'"));
    parse("async int pick(async int (*)(int), future(char *)); int *p = pick;");
    assert_errors("clang");
    assert_non_null(
        strstr(diag.items.items[0].text, "'async int (async int (*)(int), future(char *))'"));
}

static void odd_input_is_survived(void **state)
{
    (void)state;
    parse_text("");
    parse_text("\x01\xff{{{");
    parse("async int body(int x) { return await");
    assert_true(diag.errors > 0);
    struct front_input missing = {"no/such/file.c", NULL, 0, NULL, 0, false};
    assert_null(front_parse(&arena, &missing, &diag));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_use_that_is_a_whole_operand_is_spelled, tear_down),
        cmocka_unit_test_teardown(a_use_that_is_part_of_an_operand_is_not, tear_down),
        cmocka_unit_test_teardown(arguments_are_spelled_where_they_stand, tear_down),
        cmocka_unit_test_teardown(keywords_have_aliases, tear_down),
        cmocka_unit_test_teardown(operators_may_be_macros, tear_down),
        cmocka_unit_test_teardown(members_may_be_macros, tear_down),
        cmocka_unit_test_teardown(strung_arguments_are_found, tear_down),
        cmocka_unit_test_teardown(what_an_async_function_cannot_hold_is_refused, tear_down),
        cmocka_unit_test_teardown(async_where_it_cannot_stand_is_refused, tear_down),
        cmocka_unit_test_teardown(ordinary_functions_may_hold_all_of_it, tear_down),
        cmocka_unit_test_teardown(attributes_are_dropped_or_carried, tear_down),
        cmocka_unit_test_teardown(messages_speak_of_the_dialect, tear_down),
        cmocka_unit_test_teardown(odd_input_is_survived, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
