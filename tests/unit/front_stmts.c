/* SPDX-License-Identifier: MIT
 *
 * Statements, scopes, variables and the file as a whole as front/ reads them.
 */
#include "front_harness.h"

static void spans_end_with_the_semicolon(void **state)
{
    (void)state;
    parse_body("x = 1 /* ; */ ;\nif (x) x++; else { x--; }\ndo x++; while (x) ;\nreturn x;");
    assert_span(statement(0)->span, "x = 1 /* ; */ ;");
    assert_span(statement(1)->span, "if (x) x++; else { x--; }");
    assert_span(statement(1)->then->span, "x++;");
    assert_span(statement(2)->span, "do x++; while (x) ;");
    assert_span(statement(3)->span, "return x;");
    for (size_t i = 0; i < 4; i++)
        assert_true(statement(i)->is_spelled);
}

/* Which parts of the statement are there: i, e, s. */
static void assert_parts(size_t i, const char *expected)
{
    const struct stmt *loop = statement(i);
    char parts[4] = "";
    assert_int_equal(loop->kind, STMT_FOR);
    strcat(parts, loop->init ? "i" : "");
    strcat(parts, loop->expr ? "e" : "");
    strcat(parts, loop->step ? "s" : "");
    assert_string_equal(parts, expected);
}

static void for_has_the_parts_that_are_written(void **state)
{
    (void)state;
    parse_body(
        "for (;;) break; for (;x;) ; for (;;x++) break; for (x = ';'; ;) break;\n"
        "for (int i = 0, j[] = {1, 2}; i < j[0]; ) i++; for (/* ; */;; h(1, \");\")) break;");
    assert_parts(0, "");
    assert_parts(1, "e");
    assert_parts(2, "s");
    assert_parts(3, "i");
    assert_parts(4, "ie");
    assert_parts(5, "s");
    assert_span(statement(4)->head, "for (int i = 0, j[] = {1, 2}; i < j[0]; )");
}

static void for_out_of_a_macro_has_its_parts(void **state)
{
    (void)state;
    parse_body("#define EVER for (;;)\n#define STEP(x) for (;; x++)\n#define TIMES(x) for (; x;)\n"
               "EVER break; STEP(x) break; TIMES(x) break;");
    assert_parts(0, "");
    assert_parts(1, "s");
    assert_parts(2, "e");
    assert_span(statement(1)->head, "STEP(x)");
    assert_true(statement(1)->is_spelled);
    assert_false(statement(1)->step->is_spelled);
}

static void jumps_know_where_they_lead(void **state)
{
    (void)state;
    parse_body(
        "while (x) { switch (x) { case 1 ... 2: break; default: continue; } goto out; }\nout:;");
    const struct stmt *loop = statement(0), *block = loop->then->body.items[0]->then;
    const struct stmt *one = block->body.items[0], *other = block->body.items[1];
    assert_span(one->head, "case 1 ... 2:");
    assert_ptr_equal(one->then->target, loop->then->body.items[0]);
    assert_span(other->head, "default:");
    assert_ptr_equal(other->then->target, loop);
    assert_ptr_equal(loop->then->body.items[1]->target, statement(1));
    assert_span(statement(1)->head, "out:");
}

static void declarations_say_what_they_hold(void **state)
{
    (void)state;
    parse_body(
        "int a = 1, *b; static int c; struct tag { int d; } e; _Alignas(8) int k; register int r;");
    assert_int_equal(statement(0)->decls.count, 2);
    assert_span(statement(0)->decls.items[0].span, "int a = 1");
    assert_string_equal(statement(0)->decls.items[1].var->name, "b");
    assert_true(statement(0)->is_plain);
    assert_null(statement(1)->decls.items[0].var);
    assert_false(statement(1)->is_plain);
    assert_true(statement(2)->has_tag);
    assert_true(statement(3)->is_plain);
    assert_true(statement(4)->is_plain);
}

static void shadowing_names_are_variables_of_their_own(void **state)
{
    (void)state;
    parse_body("int a = x; { int x = a; x++; } for (int a = 0; a < x; a++) ;");
    const struct func *func = unit->funcs.items[0];
    assert_int_equal(func->param_count, 3);
    assert_int_equal(func->vars.count, 6);
    const struct stmt *block = statement(1);
    assert_ptr_equal(block->body.items[1]->expr->kids[0]->var, func->vars.items[4]);
    assert_ptr_equal(func->vars.items[4]->scope, block->inner);
    assert_ptr_equal(func->vars.items[5]->scope, statement(2)->inner);
    assert_ptr_equal(statement(2)->expr->kids[1]->var, func->vars.items[0]);
}

/* ---- types ---- */

static void assert_declared(size_t i, const char *expected)
{
    const struct var *var = statement(i)->decls.items[0].var;
    assert_string_equal(type_declare(&arena, var->type, var->name), expected);
}

static void types_are_spelled_around_the_name(void **state)
{
    (void)state;
    parse_body(
        "int *(*a[3])(const char *, ...); int (*b)[2][3]; struct point *const c = 0;\n"
        "size_t d; volatile ssize_t *restrict e; typeof(&s) g2; unsigned long long k;\n"
        "async int (*m)(size_t); future(struct point) n; _Complex double o; _Atomic(int) q;\n"
        "void (*(*r)(int))(void); const size_t t = 1; _Bool u;");
    assert_declared(0, "int *(*a[3])(const char *, ...)");
    assert_declared(1, "int (*b)[2][3]");
    assert_declared(2, "struct point *const c");
    assert_declared(3, "size_t d");
    assert_declared(4, "volatile ssize_t *__restrict e");
    assert_declared(5, "struct point *g2");
    assert_declared(6, "unsigned long long k");
    assert_declared(7, "int (*m)(size_t)");
    assert_declared(8, "struct point *n");
    assert_declared(9, "_Complex double o");
    assert_declared(10, "_Atomic int q");
    assert_declared(11, "void (*(*r)(int))(void)");
    assert_declared(12, "const size_t t");
    assert_declared(13, "_Bool u");
    assert_true(statement(8)->decls.items[0].var->type->is_handle);
}

static void types_know_their_qualities(void **state)
{
    (void)state;
    parse("struct held { int a; const int b; }; typedef struct { int x; } pair;\n"
          "async int body(void) { struct held h1 = {1, 2}; struct { int y; } l; typedef int here;\n"
          "here t; const pair p = {1}; volatile int w; int a[2]; return 0; }");
    const struct type *held = statement(0)->decls.items[0].var->type;
    assert_true(held->has_const && !held->is_const && held->begins > sizeof prelude);
    assert_true(statement(1)->decls.items[1].var->type->is_local);
    assert_declared(3, "int t");
    const struct type *pair = statement(4)->decls.items[0].var->type;
    assert_true(pair->is_const);
    assert_string_equal(type_name(&arena, pair->value), "pair");
    assert_true(statement(5)->decls.items[0].var->type->is_volatile);
    const struct type *array = statement(6)->decls.items[0].var->type;
    assert_int_equal(array->size, 2 * sizeof(int));
    assert_string_equal(type_name(&arena, array->value), "int *");
}

/* ---- the file ---- */

static void keywords_and_prototypes_are_found(void **state)
{
    (void)state;
    parse_text("#include <async.h>\nstatic async int a(int);\nstatic int _Async b(void), c(void);\n"
               "static int async a(int x) { return x; }\nasync int out(void);\n");
    assert_int_equal(unit->keywords.count, 4);
    assert_span(unit->keywords.items[0], "async ");
    assert_span(unit->keywords.items[1], "_Async ");
    assert_int_equal(unit->prototypes.count, 1);
    assert_span(unit->prototypes.items[0], "static async int a(int);");
    assert_string_equal(unit->prototyped.items[0]->name, "a");
}

static void names_in_use_come_from_everywhere(void **state)
{
    (void)state;
    parse_body("#define SOME 1\nint local; goto label; label:;");
    assert_true(name_set_has(&unit->used, "SOME"));
    assert_true(name_set_has(&unit->used, "local"));
    assert_true(name_set_has(&unit->used, "label"));
    assert_true(name_set_has(&unit->used, "recv"));
    assert_true(name_set_has(&unit->used, "SHUT_RD"));
    assert_false(name_set_has(&unit->used, "nowhere"));
    assert_true(unit->headers.count > 3);
}

static void leaf_frames_are_read_from_the_header(void **state)
{
    (void)state;
    assert_reads("await async_yield()", "await(call(async_yield))");
    assert_string_equal(statement(0)->expr->kids[0]->function->leaf_frame, "struct async_wait");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(spans_end_with_the_semicolon, tear_down),
        cmocka_unit_test_teardown(for_has_the_parts_that_are_written, tear_down),
        cmocka_unit_test_teardown(for_out_of_a_macro_has_its_parts, tear_down),
        cmocka_unit_test_teardown(jumps_know_where_they_lead, tear_down),
        cmocka_unit_test_teardown(declarations_say_what_they_hold, tear_down),
        cmocka_unit_test_teardown(shadowing_names_are_variables_of_their_own, tear_down),
        cmocka_unit_test_teardown(types_are_spelled_around_the_name, tear_down),
        cmocka_unit_test_teardown(types_know_their_qualities, tear_down),
        cmocka_unit_test_teardown(keywords_and_prototypes_are_found, tear_down),
        cmocka_unit_test_teardown(names_in_use_come_from_everywhere, tear_down),
        cmocka_unit_test_teardown(leaf_frames_are_read_from_the_header, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
