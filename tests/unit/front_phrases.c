/* SPDX-License-Identifier: MIT
 *
 * Errors, cleanup, tasks and generators as front/ reads them.
 */
#include "front_harness.h"

static const struct func *function(size_t i)
{
    assert_true(i < unit->funcs.count);
    return unit->funcs.items[i];
}

static const struct func *last_function(void)
{
    if (diag.errors)
        diag_print(&diag, stderr);
    assert_int_equal(diag.errors, 0);
    return function(unit->funcs.count - 1);
}

/* A generator of int with some parameters. */
static void parse_generator(const char *body)
{
    parse(arena_printf(&arena, "generator(int) numbers(int x, struct point s)\n{\n%s\n}\n", body));
}

static const struct stmt *generator_statement(size_t i)
{
    const struct stmt *body = last_function()->body;
    assert_true(i < body->body.count);
    return body->body.items[i];
}

/* ---- errors ---- */

static void throw_has_its_operand(void **state)
{
    (void)state;
    parse_body("throw x /* ; */ + 1 ;\nif (x) throw x; else throw async_error(1, \"a\");");
    const struct stmt *stmt = statement(0), *branch = statement(1);
    assert_int_equal(stmt->kind, STMT_THROW);
    assert_true(stmt->is_spelled);
    assert_span(stmt->span, "throw x /* ; */ + 1 ;");
    assert_span(stmt->head, "throw");
    assert_expr(stmt->expr, "binary(x, 1)");
    assert_int_equal(branch->then->kind, STMT_THROW);
    assert_expr(branch->other->expr, "call(async_error, 1, \"a\")");
    assert_true(last_function()->uses_errors);
}

static void try_has_blocks_and_a_variable(void **state)
{
    (void)state;
    parse_body("try { x = await f(1); } catch (error) { x = error; throw; }");
    const struct stmt *stmt = statement(0);
    assert_int_equal(stmt->kind, STMT_TRY);
    assert_true(stmt->is_spelled);
    assert_span(stmt->head, "try");
    assert_span(stmt->then->span, "{ x = await f(1); }");
    assert_span(stmt->other->span, "{ x = error; throw; }");
    assert_string_equal(stmt->caught->name, "error");
    assert_span(stmt->caught->span, "error");
    assert_ptr_equal(stmt->caught->scope, stmt->inner);
    assert_ptr_equal(stmt->other->scope, stmt->inner);
    assert_ptr_equal(stmt->other->body.items[1]->target, stmt);
    assert_span(stmt->other->body.items[1]->span, "throw;");
    assert_expr(stmt->other->body.items[0]->expr, "assign(x, error)");
}

static void catch_is_the_innermost(void **state)
{
    (void)state;
    parse_body("try { x++; } catch (a) { try { throw; } catch (b) { throw; } async_caught(); }");
    const struct stmt *outer = statement(0), *inner = outer->other->body.items[0];
    assert_ptr_equal(inner->then->body.items[0]->target, outer);
    assert_ptr_equal(inner->other->body.items[0]->target, inner);
    assert_ptr_equal(outer->other->body.items[1]->expr->var, outer->caught);
}

static void jumps_pass_through_phrases(void **state)
{
    (void)state;
    parse_body("for (;;) { try { break; } catch (e) { continue; } async_timeout (1) break; }");
    const struct stmt *loop = statement(0), *try = loop->then->body.items[0];
    assert_ptr_equal(try->then->body.items[0]->target, loop);
    assert_ptr_equal(try->other->body.items[0]->target, loop);
    assert_ptr_equal(loop->then->body.items[1]->then->target, loop);
}

static void defer_and_timeout_take_statements(void **state)
{
    (void)state;
    parse_body("defer g(x);\nasync_timeout (x + 1.5) { x++; }\nif (x) defer { x = 1; }\n"
               "l: defer g(1);");
    const struct stmt *defer = statement(0), *timeout = statement(1);
    assert_int_equal(defer->kind, STMT_DEFER);
    assert_span(defer->span, "defer g(x);");
    assert_false(defer->is_at_once);
    assert_int_equal(timeout->kind, STMT_TIMEOUT);
    assert_span(timeout->head, "async_timeout (x + 1.5)");
    assert_expr(timeout->expr, "binary(x, 1.5)");
    assert_true(statement(2)->then->is_at_once);
    assert_false(statement(3)->then->is_at_once);
}

static void phrases_of_macros_are_not_spelled(void **state)
{
    (void)state;
    parse_body("#define FAIL(x) throw x\n#define WRAP(x) x\n#define fail throw\n"
               "FAIL(x); WRAP(throw x;) fail x;");
    assert_int_equal(statement(0)->kind, STMT_THROW);
    assert_false(statement(0)->is_spelled);
    assert_int_equal(statement(1)->kind, STMT_THROW);
    assert_false(statement(1)->is_spelled);
    const struct stmt *alias = statement(2)->kind == STMT_NULL ? statement(3) : statement(2);
    assert_int_equal(alias->kind, STMT_THROW);
    assert_true(alias->is_spelled);
}

static void reserved_spellings_are_the_same(void **state)
{
    (void)state;
    parse_text("#define ASYNC_NO_KEYWORDS\n#include <async.h>\n_Async int f(int x)\n{ int try = x;"
               "_Try { _Throw try; } _Catch(e) { } _Defer { } _Await f(1); return try; }\n");
    assert_int_equal(statement(1)->kind, STMT_TRY);
    assert_true(statement(1)->is_spelled);
    assert_span(statement(1)->head, "_Try");
    assert_int_equal(statement(2)->kind, STMT_DEFER);
}

/* ---- tasks ---- */

static void declarations_own_their_tasks(void **state)
{
    (void)state;
    parse_body("future(int) a = spawn(f(1)), b = (spawn(f(2))), c = 0; c = spawn(f(3));");
    const struct stmt *stmt = statement(0);
    assert_true(stmt->decls.items[0].owns_task);
    assert_true(stmt->decls.items[1].owns_task);
    assert_false(stmt->decls.items[2].owns_task);
    assert_true(last_function()->owns_tasks);
    assert_int_equal(last_function()->starts.count, 3);
}

static void detach_holds_its_spawn(void **state)
{
    (void)state;
    assert_reads("detach(spawn(f(x)))", "detach(spawn(call(f, x)))");
    assert_true(statement(0)->expr->kids[0]->is_discarded);
    assert_int_equal(last_function()->starts.count, 1);
}

/* ---- generators ---- */

static void yields_make_a_generator(void **state)
{
    (void)state;
    parse("generator(int) one(void) { yield 1; }\ngenerator(int) handed(void) { return one(); }\n"
          "async generator(struct point) none(void) { }\n");
    assert_int_equal(unit->funcs.count, 2);
    assert_true(function(0)->is_generator);
    assert_false(function(0)->function->is_async);
    assert_string_equal(type_name(&arena, function(0)->yielded), "int");
    assert_true(function(1)->is_generator);
    assert_true(function(1)->function->is_async);
    assert_string_equal(type_name(&arena, function(1)->yielded), "struct point");
    assert_int_equal(diag.errors, 0);
}

static void yields_are_in_order(void **state)
{
    (void)state;
    parse_generator("yield x, 2; if (x) yield s.x; else return; gen_return(s); gen_return();");
    const struct func *func = last_function();
    assert_int_equal(func->yields.count, 2);
    assert_int_equal(func->yields.items[1]->index, 1);
    assert_span(generator_statement(0)->span, "yield x, 2;");
    assert_expr(generator_statement(0)->expr, "comma(x, 2)");
    assert_int_equal(generator_statement(2)->kind, STMT_GEN_RETURN);
    assert_span(generator_statement(2)->span, "gen_return(s);");
    assert_expr(generator_statement(2)->expr, "s");
    assert_null(generator_statement(3)->expr);
}

static void delegation_is_an_expression(void **state)
{
    (void)state;
    parse_generator("x = 1 + yield_from(long, numbers(x, s)); x = received(int) + was_sent();");
    const struct func *func = last_function();
    assert_int_equal(func->delegations.count, 1);
    assert_expr(generator_statement(0)->expr,
                "assign(x, binary(1, yield_from(call(numbers, x, s))))");
    assert_expr(generator_statement(1)->expr, "assign(x, binary(received, was_sent))");
    assert_string_equal(type_name(&arena, func->delegations.items[0]->type), "long");
    assert_true(func->delegations.items[0]->is_spelled);
}

static void each_has_a_variable_and_a_generator(void **state)
{
    (void)state;
    parse("generator(int) one(void);\n"
          "async int body(int x) { gen_each (const int v, one()) { x += v; continue; }\n"
          "await_each (int w, (one())) if (w) break; return x; }\n");
    const struct stmt *plain = statement(0), *waiting = statement(1);
    assert_int_equal(plain->kind, STMT_EACH);
    assert_true(plain->is_spelled);
    assert_span(plain->head, "gen_each (const int v, one())");
    assert_span(plain->init->span, "const int v");
    assert_null(plain->init->decls.items[0].init);
    assert_ptr_equal(plain->init->decls.items[0].var->scope, plain->inner);
    assert_expr(plain->expr, "call(one)");
    assert_ptr_equal(plain->then->body.items[1]->target, plain);
    assert_true(waiting->is_async);
    assert_expr(waiting->expr, "paren(call(one))");
    assert_ptr_equal(waiting->then->then->target, waiting);
}

static void resumes_are_told_by_name(void **state)
{
    (void)state;
    parse("generator(int) one(void);\nasync int body(generator(int) g, struct point s)\n"
          "{ gen_next(g) && gen_send((g), s.x + 1); gen_throw(g, 1); gen_close(g);\n"
          "gen_send(g, (struct point){1, 2}); return *g; }\n");
    assert_expr(statement(0)->expr, "and(gen(g), gen(paren(g), binary(member(s), 1)))");
    assert_string_equal(statement(0)->expr->kids[1]->op, "send");
    assert_string_equal(statement(1)->expr->op, "throw");
    assert_string_equal(statement(2)->expr->op, "close");
    assert_expr(statement(3)->expr, "gen(g, literal(init(1, 2)))");
}

static void calls_of_generators_are_ordinary(void **state)
{
    (void)state;
    parse("async generator(int) ticks(int n) { yield n; }\n"
          "async int body(void) { generator(int) g = ticks(1); return await gen_anext(g); }\n");
    const struct expr *call = statement(0)->decls.items[0].init;
    assert_int_equal(call->kind, EXPR_CALL);
    assert_false(call->is_async);
    assert_true(call->type->is_generator);
    assert_ptr_equal(call->function, function(0)->function);
    assert_string_equal(statement(1)->expr->kids[0]->function->leaf_frame, "struct async_gen_wait");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(throw_has_its_operand, tear_down),
        cmocka_unit_test_teardown(try_has_blocks_and_a_variable, tear_down),
        cmocka_unit_test_teardown(catch_is_the_innermost, tear_down),
        cmocka_unit_test_teardown(jumps_pass_through_phrases, tear_down),
        cmocka_unit_test_teardown(defer_and_timeout_take_statements, tear_down),
        cmocka_unit_test_teardown(phrases_of_macros_are_not_spelled, tear_down),
        cmocka_unit_test_teardown(reserved_spellings_are_the_same, tear_down),
        cmocka_unit_test_teardown(declarations_own_their_tasks, tear_down),
        cmocka_unit_test_teardown(detach_holds_its_spawn, tear_down),
        cmocka_unit_test_teardown(yields_make_a_generator, tear_down),
        cmocka_unit_test_teardown(yields_are_in_order, tear_down),
        cmocka_unit_test_teardown(delegation_is_an_expression, tear_down),
        cmocka_unit_test_teardown(each_has_a_variable_and_a_generator, tear_down),
        cmocka_unit_test_teardown(resumes_are_told_by_name, tear_down),
        cmocka_unit_test_teardown(calls_of_generators_are_ordinary, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
