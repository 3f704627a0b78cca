/* SPDX-License-Identifier: MIT
 *
 * The control flow graph, written as `0[declare x; await 0]1,2` for a block with its events and the
 * blocks that follow it. Blocks 0 and 1 are the entry and the body's start. Those with nothing to
 * tell are left out where a test is about events.
 */
#include "flow/cfg.h"
#include "transpiler_builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int set_up(void **state)
{
    (void)state;
    build_begin();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    build_end();
    return 0;
}

static void write_event(const struct cfg_event *event, FILE *out)
{
    static const char *const names[] = {"declare", "use",  "define", "touch",
                                        "borrow",  "keep", "await"};
    fprintf(out, "%s ", names[event->kind]);
    if (event->var)
        fputs(event->var->name ? event->var->name : "literal", out);
    else
        fprintf(out, "%u", event->expr->index);
}

static void write_events(const struct cfg_block *block, FILE *out)
{
    for (size_t i = 0; i < block->events.count; i++) {
        fputs(i ? "; " : "", out);
        write_event(&block->events.items[i], out);
    }
}

static void write_block(const struct cfg_block *block, FILE *out)
{
    fprintf(out, "%s%u[", block->index ? " " : "", block->index);
    write_events(block, out);
    fputc(']', out);
    for (size_t i = 0; i < block->next.count; i++)
        fprintf(out, "%s%u", i ? "," : "", block->next.items[i]->index);
}

static void check_graph(const char *expected)
{
    char text[4096] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    struct cfg *cfg = cfg_build(&build.arena, &build.func);
    for (size_t i = 0; i < cfg->blocks.count; i++)
        write_block(cfg->blocks.items[i], out);
    fclose(out);
    cfg_free(cfg);
    assert_string_equal(text, expected);
}

/* The events of all blocks that have any, with | between blocks. */
static void check_events(const char *expected)
{
    char text[4096] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    struct cfg *cfg = cfg_build(&build.arena, &build.func);
    bool is_first = true;
    for (size_t i = 0; i < cfg->blocks.count; i++) {
        const struct cfg_block *block = cfg->blocks.items[i];
        if (!block->events.count)
            continue;
        fputs(is_first ? "" : " | ", out);
        write_events(block, out);
        is_first = false;
    }
    fclose(out);
    cfg_free(cfg);
    assert_string_equal(text, expected);
}

static void check_expr(struct expr *expr, const char *expected)
{
    build_body(LIST(s_expr(expr)));
    check_events(expected);
}

/* ---- expressions ---- */

static void operands_go_left_to_right(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    struct expr *await = x_await(x_async(LIST(x_name(y))));
    check_expr(x_add(x_name(x), x_add(await, x_name(x))), "use x; use y; await 0; use x");
}

static void assignment_finds_the_place_first(void **state)
{
    (void)state;
    struct var *a = build_param("a", &build_array), *i = build_param("i", &build_int);
    check_expr(x_assign(x_index(x_name(a), x_name(i)), x_wait()), "use i; await 0; touch a");
}

static void assignment_to_the_whole_defines(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    check_expr(x_assign(x_name(x), x_name(y)), "use y; define x");
}

static void assignment_of_a_struct_reads_its_value_to_the_end(void **state)
{
    (void)state;
    struct var *s = build_param("s", &build_struct), *t = build_param("t", &build_struct);
    check_expr(x_assign(x_name(s), x_name(t)), "use t; define s; use t");
}

static void assignment_of_a_struct_rereads_nothing_before_an_await(void **state)
{
    (void)state;
    struct var *s = build_param("s", &build_struct), *x = build_param("x", &build_int);
    struct var *y = build_param("y", &build_int);
    struct expr *value = x_literal(&build_struct, LIST(x_name(x), x_wait(), x_name(y)));
    check_expr(x_assign(x_name(s), value),
               "declare literal; use x; await 0; use y; define literal; use literal; "
               "define s; use y");
}

static void assignment_with_operator_reads_last(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    check_expr(x_assign_op(x_name(x), x_wait()), "await 0; use x; define x");
}

static void steps_read_and_write(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    check_expr(x_operator(EXPR_STEP, "++", LIST(x_name(x))), "use x; define x");
}

static void member_chains_are_part_of_their_root(void **state)
{
    (void)state;
    struct var *s = build_param("s", &build_struct), *i = build_param("i", &build_int);
    struct expr *array = x_member(x_name(s), &build_array);
    struct expr *paren = x_node(EXPR_PAREN, &build_array, LIST(array));
    check_expr(x_assign(x_index(paren, x_name(i)), x_member(x_name(s), &build_int)),
               "use i; use s; touch s");
}

static void pointers_lead_away(void **state)
{
    (void)state;
    struct var *p = build_param("p", &build_pointer);
    check_expr(x_assign(x_arrow(x_name(p), &build_int), x_index(x_name(p), x_num())),
               "use p; use p");
}

static void arrays_as_values_are_borrowed(void **state)
{
    (void)state;
    struct var *a = build_param("a", &build_array), *s = build_param("s", &build_struct);
    check_expr(x_call(LIST(x_name(a), x_member(x_name(s), &build_array))), "borrow a; borrow s");
}

static void arrays_behind_pointers_are_nobodys(void **state)
{
    (void)state;
    struct var *p = build_param("p", &build_pointer);
    check_expr(x_call(LIST(x_arrow(x_name(p), &build_array))), "use p");
}

static void elements_of_arrays_are_used(void **state)
{
    (void)state;
    struct var *a = build_param("a", &build_array);
    check_expr(x_add(x_node(EXPR_DEREF, &build_int, LIST(x_name(a))), x_index(x_name(a), x_wait())),
               "use a; await 0; use a");
}

static void addresses_are_borrowed(void **state)
{
    (void)state;
    struct var *a = build_param("a", &build_array), *i = build_param("i", &build_int);
    check_expr(x_address(x_index(x_name(a), x_name(i))), "use i; borrow a");
}

static void addresses_through_pointers_are_uses(void **state)
{
    (void)state;
    struct var *p = build_param("p", &build_pointer);
    check_expr(x_address(x_arrow(x_name(p), &build_int)), "use p");
}

static void literals_are_made_at_each_evaluation(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    build_open();
    struct expr *literal = x_literal(&build_struct, LIST(x_name(x)));
    check_expr(x_await(x_async(LIST(x_address(literal)))),
               "declare literal; use x; define literal; borrow literal; await 0");
}

static void parts_of_complex_numbers_are_touched(void **state)
{
    (void)state;
    struct var *z = build_param("z", &build_int);
    struct expr *real = x_operator(EXPR_UNARY, "__real", LIST(x_name(z)));
    struct expr *imag = x_operator(EXPR_UNARY, "__imag", LIST(x_name(z)));
    check_expr(x_assign(real, imag), "use z; touch z");
}

static void unevaluated_names_do_nothing(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    struct expr *name = x_name(x);
    name->is_unevaluated = true;
    check_expr(name, "");
}

static void opaque_operands_are_used_somehow(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    struct var *s = build_param("s", &build_struct);
    void **kids = LIST(x_name(x), x_address(x_name(y)), x_name(s));
    check_expr(x_node(EXPR_OPAQUE, &build_int, kids),
               "use x; touch x; use y; touch y; borrow y; use s; touch s; borrow s");
}

static void opaque_awaits_are_surrounded(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    check_expr(x_node(EXPR_OPAQUE, &build_int, LIST(x_wait(), x_name(x))),
               "use x; touch x; await 0; use x; touch x");
}

static void spawn_evaluates_its_arguments(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    check_expr(x_node(EXPR_SPAWN, &build_handle, LIST(x_async(LIST(x_address(x_name(x)))))),
               "borrow x");
}

static void declaration_comes_before_its_initialiser(void **state)
{
    (void)state;
    struct var *x = build_local("x", &build_int);
    build_body(LIST(s_decl(x, x_call(LIST(x_address(x_name(x)))))));
    check_events("declare x; borrow x; define x");
}

/* ---- jumps in expressions ---- */

static void logical_right_side_is_skipped(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    build_body(LIST(s_expr(x_operator(EXPR_AND, "&&", LIST(x_name(x), x_name(y))))));
    check_graph("0[]1 1[use x]2,3 2[use y]3 3[]4 4[]");
}

static void condition_jumps_where_it_is_known(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    struct expr * or = x_operator(EXPR_OR, "||", LIST(x_name(x), x_name(y)));
    struct expr *not = x_operator(EXPR_UNARY, "!", LIST(or));
    build_body(LIST(s_if(not, s_expr(x_wait()), NULL)));
    check_graph("0[]1 1[use x]4,2 2[use y]4,3 3[await 0]4 4[]5 5[]");
}

static void conditional_takes_one_arm(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    struct expr *both = x_node(EXPR_CONDITIONAL, &build_int, LIST(x_name(x), x_wait(), x_name(y)));
    build_body(LIST(s_expr(both)));
    check_graph("0[]1 1[use x]2,3 2[await 0]4 3[use y]4 4[]5 5[]");
}

static void conditional_without_middle_keeps_its_condition(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    build_body(LIST(s_expr(x_node(EXPR_CONDITIONAL, &build_int, LIST(x_name(x), x_name(y))))));
    check_graph("0[]1 1[use x]3,2 2[use y]3 3[]4 4[]");
}

/* ---- statements ---- */

static void while_goes_back(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    build_body(LIST(s_while(x_name(x), s_expr(x_wait()))));
    check_graph("0[]1 1[]2 2[use x]3,4 3[await 0]2 4[]5 5[]");
}

static void while_true_is_left_by_break_only(void **state)
{
    (void)state;
    struct stmt *loop = s_node(STMT_WHILE);
    s_fill(loop, x_text("1"), s_if(x_num(), s_jump(STMT_BREAK, loop), NULL));
    build_body(LIST(loop));
    check_graph("0[]1 1[]2 2[]3 3[]4,6 4[]7 5[]6 6[]2 7[]8 8[]");
}

static void do_while_zero_does_not_go_back(void **state)
{
    (void)state;
    build_body(LIST(s_fill(s_node(STMT_DO), x_text("0"), s_expr(x_wait()))));
    check_graph("0[]1 1[]2 2[await 0]3 3[]4 4[]5 5[]");
}

static void for_continues_at_its_step(void **state)
{
    (void)state;
    build_open();
    struct scope *scope = build_open();
    struct var *i = build_local("i", &build_int);
    struct stmt *loop = s_node(STMT_FOR);
    loop->init = s_decl(i, x_num());
    loop->step = x_operator(EXPR_STEP, "++", LIST(x_name(i)));
    loop->inner = scope;
    s_fill(loop, x_name(i), s_if(x_num(), s_jump(STMT_CONTINUE, loop), NULL));
    build.scope = scope->parent;
    build_body(LIST(loop));
    check_graph("0[]1 1[]2 2[declare i; define i]3 3[use i]4,9 4[]5,7 5[]8 6[]7 7[]8 "
                "8[use i; define i]3 9[]10 10[]");
}

static void switch_goes_to_its_cases(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    struct stmt *inner = s_before(STMT_CASE, s_expr(x_wait()));
    struct stmt *nested = s_while(x_num(), s_block(NULL, LIST(inner)));
    struct stmt *first = s_before(STMT_CASE, s_expr(x_wait()));
    struct stmt *body = s_block(NULL, LIST(first, nested));
    build_body(LIST(s_fill(s_node(STMT_SWITCH), x_name(x), body)));
    check_graph("0[]1 1[use x]3,6,8 2[]3 3[await 1]4 4[]5,7 5[]6 6[await 0]4 7[]8 8[]9 9[]");
}

static void switch_with_default_is_not_passed_by(void **state)
{
    (void)state;
    struct stmt *change = s_node(STMT_SWITCH);
    struct stmt *first = s_before(STMT_CASE, s_jump(STMT_BREAK, change));
    struct stmt *other = s_before(STMT_DEFAULT, s_node(STMT_NULL));
    build_body(LIST(s_fill(change, x_num(), s_block(NULL, LIST(first, other)))));
    check_graph("0[]1 1[]3,5 2[]3 3[]6 4[]5 5[]6 6[]7 7[]");
}

static void goto_goes_both_ways(void **state)
{
    (void)state;
    struct stmt *before = s_before(STMT_LABEL, s_expr(x_wait()));
    struct stmt *after = s_before(STMT_LABEL, s_node(STMT_NULL));
    struct stmt *forward = s_if(x_num(), s_jump(STMT_GOTO, after), NULL);
    build_body(LIST(before, forward, s_jump(STMT_GOTO, before), after));
    check_graph("0[]1 1[]2 2[await 0]3,5 3[]7 4[]5 5[]2 6[]7 7[]8 8[]");
}

static void return_ends(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    build_body(LIST(s_return(x_name(x)), s_expr(x_wait())));
    check_graph("0[]1 1[use x] 2[await 0]3 3[]");
}

static void scopes_have_blocks_of_their_own(void **state)
{
    (void)state;
    build_open();
    struct scope *scope = build_open();
    struct var *x = build_local("x", &build_int);
    struct stmt *inner = s_block(scope, LIST(s_decl(x, x_num())));
    build_body(LIST(inner, s_expr(x_wait())));
    struct cfg *cfg = cfg_build(&build.arena, &build.func);
    static const unsigned scopes[] = {0, 1, 2, 1, 0};
    assert_int_equal(cfg->blocks.count, 5);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(cfg->blocks.items[i]->scope->index, scopes[i]);
    cfg_free(cfg);
}

static void dump_is_readable(void **state)
{
    (void)state;
    struct var *x = build_local("x", &build_int);
    build_body(LIST(s_decl(x, x_wait())));
    char text[1024] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    struct cfg *cfg = cfg_build(&build.arena, &build.func);
    cfg_dump(&build.func, cfg, out);
    fclose(out);
    cfg_free(cfg);
    assert_string_equal(text, "cfg f\n"
                              "  block 0, scope 0\n"
                              "    to      1\n"
                              "  block 1, scope 1\n"
                              "    declare x#0\n"
                              "    await   0\n"
                              "    define  x#0\n"
                              "    to      2\n"
                              "  block 2, scope 0\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(operands_go_left_to_right),
        TEST(assignment_finds_the_place_first),
        TEST(assignment_to_the_whole_defines),
        TEST(assignment_of_a_struct_reads_its_value_to_the_end),
        TEST(assignment_of_a_struct_rereads_nothing_before_an_await),
        TEST(assignment_with_operator_reads_last),
        TEST(steps_read_and_write),
        TEST(member_chains_are_part_of_their_root),
        TEST(pointers_lead_away),
        TEST(arrays_as_values_are_borrowed),
        TEST(arrays_behind_pointers_are_nobodys),
        TEST(elements_of_arrays_are_used),
        TEST(addresses_are_borrowed),
        TEST(addresses_through_pointers_are_uses),
        TEST(literals_are_made_at_each_evaluation),
        TEST(parts_of_complex_numbers_are_touched),
        TEST(unevaluated_names_do_nothing),
        TEST(opaque_operands_are_used_somehow),
        TEST(opaque_awaits_are_surrounded),
        TEST(spawn_evaluates_its_arguments),
        TEST(declaration_comes_before_its_initialiser),
        TEST(logical_right_side_is_skipped),
        TEST(condition_jumps_where_it_is_known),
        TEST(conditional_takes_one_arm),
        TEST(conditional_without_middle_keeps_its_condition),
        TEST(while_goes_back),
        TEST(while_true_is_left_by_break_only),
        TEST(do_while_zero_does_not_go_back),
        TEST(for_continues_at_its_step),
        TEST(switch_goes_to_its_cases),
        TEST(switch_with_default_is_not_passed_by),
        TEST(goto_goes_both_ways),
        TEST(return_ends),
        TEST(scopes_have_blocks_of_their_own),
        TEST(dump_is_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
