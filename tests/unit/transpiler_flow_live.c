/* SPDX-License-Identifier: MIT
 *
 * Liveness: what is saved at each await, what is resident, what overlaps. Cases by hand; then
 * random functions, of which random runs are played with all storage destroyed that need not be
 * kept.
 */
#include "flow/live.h"
#include "transpiler_builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct live *live;
static struct cfg *cfg;

static int set_up(void **state)
{
    (void)state;
    build_begin();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    cfg_free(cfg);
    build_end();
    return 0;
}

static void compute(void **stmts)
{
    build_body(stmts);
    cfg = cfg_build(&build.arena, &build.func);
    live = live_compute(&build.arena, &build.func, cfg, false);
}

/* The names of a set, a * after each that is resident. */
static void check_set(struct bits set, const char *expected)
{
    char text[1024] = "";
    BITS_EACH(i, set)
    {
        const struct var *var = build.func.vars.items[i];
        strcat(text, *text ? " " : "");
        strcat(text, var->name ? var->name : "literal");
        strcat(text, var->is_resident ? "*" : "");
    }
    assert_string_equal(text, expected);
}

static void check_saved(unsigned await, const char *expected)
{
    check_set(live->saved[await], expected);
}

static void check_overlap(const struct var *var, const char *expected)
{
    check_set(live->overlap[var->index], expected);
}

static struct stmt *s_use(struct var *var)
{
    return s_expr(x_call(LIST(x_name(var))));
}

static struct stmt *s_set(struct var *var)
{
    return s_expr(x_assign(x_name(var), x_num()));
}

static struct stmt *s_lend(struct var *var)
{
    return s_expr(x_call(LIST(x_address(x_name(var)))));
}

static struct stmt *s_wait(void)
{
    return s_expr(x_wait());
}

/* Writes, or reads, one element of an array. */
static struct stmt *s_set_element(struct var *var)
{
    return s_expr(x_assign(x_index(x_name(var), x_num()), x_num()));
}

static struct stmt *s_use_element(struct var *var)
{
    return s_expr(x_index(x_name(var), x_num()));
}

/* ---- what is saved ---- */

static void scalar_read_later_is_saved(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int), *x = build_local("x", &build_int);
    struct var *y = build_local("y", &build_int);
    struct stmt *await = s_expr(x_await(x_async(LIST(x_name(n)))));
    compute(LIST(s_decl(x, x_num()), s_decl(y, x_num()), s_use(y), await, s_use(x)));
    check_saved(0, "x");
}

static void scalar_overwritten_first_is_not_saved(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    compute(LIST(s_expr(x_assign(x_name(x), x_wait())), s_use(x)));
    check_saved(0, "");
}

static void scalar_not_yet_written_is_not_saved(void **state)
{
    (void)state;
    struct var *x = build_local("x", &build_int);
    compute(LIST(s_decl(x, NULL), s_wait(), s_use(x)));
    check_saved(0, "");
}

static void operand_to_the_right_is_saved(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int), *y = build_param("y", &build_int);
    compute(LIST(s_expr(x_add(x_add(x_name(x), x_wait()), x_name(y)))));
    check_saved(0, "y");
}

static void updated_scalar_is_saved(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    compute(LIST(s_expr(x_assign_op(x_name(x), x_wait())), s_use(x)));
    check_saved(0, "x");
}

static void loop_saves_what_its_next_round_reads(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int), *x = build_local("x", &build_int);
    struct stmt *body = s_block(NULL, LIST(s_use(x), s_wait()));
    compute(LIST(s_decl(x, x_num()), s_while(x_name(n), body)));
    check_saved(0, "n x");
}

static void unset_on_one_path_is_resident(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int), *x = build_local("x", &build_int);
    struct stmt *maybe = s_if(x_name(n), s_set(x), NULL);
    compute(LIST(s_decl(x, NULL), maybe, s_wait(), s_if(x_name(n), s_use(x), NULL)));
    check_saved(0, "n x*");
}

static void set_by_the_condition_is_no_resident(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int), *x = build_local("x", &build_int);
    struct expr *set = x_assign(x_name(x), x_wait());
    struct stmt *both = s_block(NULL, LIST(s_wait(), s_use(x)));
    struct stmt *test = s_if(x_operator(EXPR_AND, "&&", LIST(x_name(n), set)), both, NULL);
    compute(LIST(s_decl(x, NULL), test));
    check_saved(1, "x");
}

static void const_scalar_is_resident(void **state)
{
    (void)state;
    struct var *x = build_local("x", &build_const_int);
    compute(LIST(s_decl(x, x_num()), s_wait(), s_use(x)));
    check_saved(0, "x*");
}

static void array_element_read_later_keeps_the_array(void **state)
{
    (void)state;
    struct var *a = build_local("a", &build_array);
    compute(
        LIST(s_decl(a, NULL), s_wait(), s_set_element(a), s_wait(), s_use_element(a), s_wait()));
    check_saved(0, "");
    check_saved(1, "a*");
    check_saved(2, "");
}

static void struct_is_dead_after_its_last_copy(void **state)
{
    (void)state;
    struct var *s = build_param("s", &build_struct);
    compute(LIST(s_expr(x_await(x_async(LIST(x_name(s)))))));
    check_saved(0, "");
    assert_false(s->is_resident);
}

/* ---- what is borrowed ---- */

static void borrowed_is_kept_to_the_end_of_its_scope(void **state)
{
    (void)state;
    build_open();
    struct scope *scope = build_open();
    struct var *x = build_local("x", &build_int);
    struct stmt *inner =
        s_block(scope, LIST(s_decl(x, x_num()), s_wait(), s_lend(x), s_wait(), s_set(x)));
    compute(LIST(inner, s_wait()));
    check_saved(0, "x*");
    check_saved(1, "x*");
    check_saved(2, "");
    assert_true(x->is_addressed);
}

static void borrowed_later_keeps_its_value_now(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    compute(LIST(s_wait(), s_lend(x)));
    check_saved(0, "x*");
}

static void addressed_is_no_resident_without_await(void **state)
{
    (void)state;
    struct var *x = build_local("x", &build_int);
    compute(LIST(s_wait(), s_decl(x, x_num()), s_lend(x)));
    check_saved(0, "");
    assert_true(x->is_addressed);
    assert_false(x->is_resident);
}

static void declared_again_is_not_borrowed(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int);
    build_open();
    struct scope *scope = build_open();
    struct var *a = build_local("a", &build_array);
    struct stmt *early = s_wait();
    struct stmt *body = s_block(scope, LIST(early, s_decl(a, NULL), s_lend(a), s_wait()));
    compute(LIST(s_while(x_name(n), body)));
    check_saved(0, "n");
    check_saved(1, "n a*");
}

static void borrowed_by_tasks_is_kept_for_good(void **state)
{
    (void)state;
    build_open();
    struct scope *scope = build_open();
    struct var *x = build_local("x", &build_int);
    struct stmt *inner = s_block(scope, LIST(s_decl(x, x_num()), s_lend(x)));
    build_body(LIST(inner, s_wait()));
    cfg = cfg_build(&build.arena, &build.func);
    live = live_compute(&build.arena, &build.func, cfg, true);
    check_saved(0, "x*");
}

static void literal_lives_as_long_as_its_block(void **state)
{
    (void)state;
    build_open();
    struct scope *scope = build_open();
    struct expr *literal = x_literal(&build_struct, LIST(x_num()));
    struct stmt *send = s_expr(x_await(x_async(LIST(x_address(literal)))));
    struct stmt *inner = s_block(scope, LIST(send, s_wait()));
    compute(LIST(inner, s_wait()));
    check_saved(0, "literal*");
    check_saved(1, "literal*");
    check_saved(2, "");
}

static void goto_into_a_scope_finds_nothing_set(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int);
    build_open();
    struct scope *scope = build_open();
    struct var *x = build_local("x", &build_int);
    struct stmt *label = s_before(STMT_LABEL, s_wait());
    struct stmt *inner = s_block(scope, LIST(s_decl(x, x_num()), label, s_use(x)));
    compute(LIST(s_if(x_name(n), s_jump(STMT_GOTO, label), NULL), inner));
    check_saved(0, "x*");
}

static void unreachable_await_saves_what_follows(void **state)
{
    (void)state;
    struct var *x = build_param("x", &build_int);
    compute(LIST(s_return(x_num()), s_wait(), s_use(x)));
    check_saved(0, "x");
}

/* ---- overlap ---- */

static struct stmt *s_scope_with_array(struct var **array)
{
    struct scope *scope = build_open();
    *array = build_local("a", &build_array);
    return s_block(scope, LIST(s_decl(*array, NULL), s_lend(*array), s_wait()));
}

static void siblings_do_not_overlap(void **state)
{
    (void)state;
    struct var *all = build_local("all", &build_array), *one, *two;
    struct stmt *first = s_scope_with_array(&one), *second = s_scope_with_array(&two);
    compute(LIST(s_decl(all, NULL), s_lend(all), first, second));
    check_overlap(all, "a* a*");
    check_overlap(one, "all*");
    check_overlap(two, "all*");
}

static void parameters_overlap(void **state)
{
    (void)state;
    struct var *s = build_param("s", &build_struct), *t = build_param("t", &build_struct);
    compute(LIST(s_wait(), s_use(s), s_wait(), s_use(t)));
    check_overlap(s, "t*");
    check_saved(0, "s* t*");
    check_saved(1, "t*");
}

/* Each is kept across one await. */
static void after_one_another_need_not_overlap(void **state)
{
    (void)state;
    struct var *a = build_local("a", &build_array), *b = build_local("b", &build_array);
    compute(LIST(s_decl(a, NULL), s_decl(b, NULL), s_set_element(a), s_wait(), s_use_element(a),
                 s_set_element(b), s_wait(), s_use_element(b)));
    check_saved(0, "a*");
    check_saved(1, "b*");
    check_overlap(a, "");
}

/* The same with one more write to a, while b is needed. */
static void useless_write_overlaps_too(void **state)
{
    (void)state;
    struct var *a = build_local("a", &build_array), *b = build_local("b", &build_array);
    compute(LIST(s_decl(a, NULL), s_decl(b, NULL), s_set_element(a), s_wait(), s_use_element(a),
                 s_set_element(b), s_wait(), s_set_element(a), s_use_element(b)));
    check_saved(1, "b*");
    check_overlap(a, "b*");
}

static void copied_struct_overlaps_its_source(void **state)
{
    (void)state;
    struct var *s = build_param("s", &build_struct), *t = build_local("t", &build_struct);
    compute(LIST(s_wait(), s_decl(t, x_name(s)), s_wait(), s_use(t)));
    check_overlap(s, "t*");
}

static void dump_is_readable(void **state)
{
    (void)state;
    struct var *n = build_param("n", &build_int), *a = build_param("a", &build_struct);
    struct var *b = build_param("b", &build_struct);
    compute(LIST(s_wait(), s_use(n), s_use(a), s_use(b)));
    char text[1024] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    live_dump(&build.func, live, out);
    fclose(out);
    assert_string_equal(text, "live f (* is resident)\n"
                              "  await 0: n#0 a#1* b#2*\n"
                              "  overlap a#1: b#2*\n"
                              "  overlap b#2: a#1*\n");
}

/* ---- random functions ---- */

enum { MOST_VARS = 64, MOST_LABELS = 4 };

/* Statements are made from what is in `visible`. */
static struct {
    struct var *visible[MOST_VARS];
    unsigned count;
    struct stmt *labels[MOST_LABELS];
    unsigned label_count;
    struct stmt *loop;
} making;

static unsigned pick(unsigned count)
{
    return (unsigned)rand() % count;
}

static struct expr *random_object(void)
{
    struct var *var = making.visible[pick(making.count)];
    if (var->type->kind == TYPE_ARRAY)
        return x_index(x_name(var), x_num());
    if (var->type->kind == TYPE_AGGREGATE && pick(2))
        return x_member(x_name(var), &build_int);
    return x_name(var);
}

static struct expr *random_expr(unsigned depth)
{
    struct expr *left, *right;
    switch (pick(depth ? 10 : 4)) {
    case 0:
        return x_wait();
    case 1:
        return x_address(random_object());
    case 2:
    case 3:
        return random_object();
    case 4:
        return x_assign_op(random_object(), random_expr(depth - 1));
    case 5:
        left = random_expr(depth - 1);
        right = random_expr(depth - 1);
        return x_operator(EXPR_AND, "&&", LIST(left, right));
    case 6:
        left = random_expr(depth - 1);
        right = random_expr(depth - 1);
        return x_node(EXPR_CONDITIONAL, &build_int, LIST(x_num(), left, right));
    case 7:
        return x_literal(&build_struct, LIST(random_expr(depth - 1)));
    default:
        return x_assign(random_object(), random_expr(depth - 1));
    }
}

static struct stmt *random_stmt(unsigned depth);

static struct stmt *random_block(unsigned depth)
{
    void *stmts[8] = {NULL};
    unsigned outer = making.count, size = 1 + pick(6);
    struct scope *scope = build_open();
    for (unsigned i = 0; i < size; i++)
        stmts[i] = random_stmt(depth);
    making.count = outer;
    return s_block(scope, stmts);
}

static struct stmt *random_decl(void)
{
    struct type *types[] = {&build_int, &build_int, &build_array, &build_struct};
    struct var *var = build_local("v", types[pick(4)]);
    struct expr *init = pick(2) ? random_expr(1) : NULL;
    making.visible[making.count++] = var;
    return s_decl(var, init);
}

static struct stmt *random_loop(unsigned depth)
{
    struct stmt *outer = making.loop, *loop = s_node(pick(2) ? STMT_WHILE : STMT_DO);
    struct expr *condition = random_expr(1);
    making.loop = loop;
    s_fill(loop, condition, random_block(depth - 1));
    making.loop = outer;
    return loop;
}

static struct stmt *random_jump(void)
{
    if (making.label_count && pick(2))
        return s_jump(STMT_GOTO, making.labels[pick(making.label_count)]);
    if (making.loop)
        return s_jump(pick(2) ? STMT_BREAK : STMT_CONTINUE, making.loop);
    return s_return(NULL);
}

static struct stmt *random_stmt(unsigned depth)
{
    switch (pick(depth ? 10 : 6)) {
    case 0:
    case 1:
        return making.count + 4 < MOST_VARS ? random_decl() : s_wait();
    case 2:
        if (making.label_count == MOST_LABELS)
            return s_wait();
        making.labels[making.label_count++] = s_before(STMT_LABEL, s_wait());
        return making.labels[making.label_count - 1];
    case 3:
        return s_if(random_expr(0), random_jump(), NULL);
    case 6:
    case 7:
        return random_loop(depth);
    case 8:
        return s_if(random_expr(1), random_block(depth - 1), random_block(depth - 1));
    case 9:
        return random_block(depth - 1);
    default:
        return s_expr(random_expr(2));
    }
}

/* What a variable holds in a run that is being played. */
enum content { UNSET, SET, DESTROYED };

static struct {
    enum content content[1024];
    bool is_borrowed[1024];
} played;

static bool is_visible(const struct var *var, const struct scope *scope)
{
    while (scope && scope != var->scope)
        scope = scope->parent;
    return scope != NULL;
}

static void play_scope(const struct scope *scope)
{
    for (unsigned i = 0; i < build.func.vars.count; i++) {
        if (is_visible(build.func.vars.items[i], scope))
            continue;
        played.content[i] = UNSET;
        played.is_borrowed[i] = false;
    }
}

/* Whatever shares the storage of the variable is gone. */
static void play_write(const struct var *var)
{
    for (unsigned i = 0; var->is_resident && i < build.func.vars.count; i++) {
        const struct var *other = build.func.vars.items[i];
        if (other == var || !other->is_resident || played.content[i] == UNSET)
            continue;
        if (!bits_has(live->overlap[var->index], i))
            played.content[i] = DESTROYED;
    }
    if (played.content[var->index] == UNSET)
        played.content[var->index] = SET;
}

static void play_await(struct bits saved)
{
    for (unsigned i = 0; i < build.func.vars.count; i++) {
        if (!bits_has(saved, i) && played.content[i] == SET)
            played.content[i] = DESTROYED;
        if (bits_has(saved, i) && !build.func.vars.items[i]->is_resident)
            assert_int_equal(played.content[i], SET);
    }
}

static void play_event(const struct cfg_event *event)
{
    unsigned var = event->var ? event->var->index : 0;
    switch (event->kind) {
    case CFG_DECLARE:
        played.content[var] = UNSET;
        played.is_borrowed[var] = false;
        return;
    case CFG_USE:
        assert_int_not_equal(played.content[var], DESTROYED);
        return;
    case CFG_KEEP:
        played.is_borrowed[var] = true;
        return;
    case CFG_DEFINE:
        played.content[var] = SET;
        play_write(event->var);
        return;
    case CFG_TOUCH:
        play_write(event->var);
        return;
    case CFG_BORROW:
        assert_int_not_equal(played.content[var], DESTROYED);
        played.is_borrowed[var] = true;
        play_write(event->var);
        return;
    case CFG_AWAIT:
        play_await(live->saved[event->expr->index]);
        return;
    }
}

/* Who has an address may look at any time. */
static void check_borrowed(void)
{
    for (unsigned i = 0; i < build.func.vars.count; i++)
        if (played.is_borrowed[i])
            assert_int_not_equal(played.content[i], DESTROYED);
}

static void play(unsigned steps)
{
    memset(&played, 0, sizeof played);
    for (unsigned i = 0; i < build.func.param_count; i++)
        played.content[i] = SET;
    const struct cfg_block *block = cfg->blocks.items[0];
    for (; steps && block->next.count; steps--) {
        play_scope(block->scope);
        for (size_t i = 0; i < block->events.count; i++) {
            play_event(&block->events.items[i]);
            check_borrowed();
        }
        block = block->next.items[pick((unsigned)block->next.count)];
    }
}

static void random_runs_miss_nothing(void **state)
{
    (void)state;
    srand(1);
    for (unsigned round = 0; round < 1500; round++) {
        build_begin();
        memset(&making, 0, sizeof making);
        making.visible[making.count++] = build_param("n", &build_int);
        making.visible[making.count++] = build_param("s", &build_struct);
        build_open();
        compute(LIST(random_block(3), random_block(3), random_block(3)));
        assert_in_range(build.func.vars.count, 2, 1023);
        for (unsigned i = 0; i < 30; i++)
            play(200);
        cfg_free(cfg);
        build_end();
    }
}

/* ---- size ---- */

/* { int a[100]; f(a); await; n = await; if (n) g(n); } five thousand times over, with two more
 * awaits' worth of statements: 5,000 scopes, 10,000 awaits, 30,000 statements. */
static void large_functions_take_no_time(void **state)
{
    (void)state;
    enum { SCOPES = 5000 };
    static void *stmts[SCOPES + 1];
    struct var *n = build_local("n", &build_int);
    for (unsigned i = 0; i < SCOPES; i++) {
        struct scope *scope = build_open();
        struct var *a = build_local("a", &build_array);
        struct stmt *test = s_if(x_name(n), s_use(n), NULL);
        stmts[i] = s_block(scope, LIST(s_decl(a, NULL), s_lend(a), s_wait(),
                                       s_expr(x_assign(x_name(n), x_wait())), test));
    }
    clock_t start = clock();
    compute(stmts);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scalar_read_later_is_saved),
        TEST(scalar_overwritten_first_is_not_saved),
        TEST(scalar_not_yet_written_is_not_saved),
        TEST(operand_to_the_right_is_saved),
        TEST(updated_scalar_is_saved),
        TEST(loop_saves_what_its_next_round_reads),
        TEST(unset_on_one_path_is_resident),
        TEST(set_by_the_condition_is_no_resident),
        TEST(const_scalar_is_resident),
        TEST(array_element_read_later_keeps_the_array),
        TEST(struct_is_dead_after_its_last_copy),
        TEST(borrowed_is_kept_to_the_end_of_its_scope),
        TEST(borrowed_later_keeps_its_value_now),
        TEST(addressed_is_no_resident_without_await),
        TEST(declared_again_is_not_borrowed),
        TEST(borrowed_by_tasks_is_kept_for_good),
        TEST(literal_lives_as_long_as_its_block),
        TEST(goto_into_a_scope_finds_nothing_set),
        TEST(unreachable_await_saves_what_follows),
        TEST(siblings_do_not_overlap),
        TEST(parameters_overlap),
        TEST(after_one_another_need_not_overlap),
        TEST(useless_write_overlaps_too),
        TEST(copied_struct_overlaps_its_source),
        TEST(dump_is_readable),
        cmocka_unit_test(random_runs_miss_nothing),
        TEST(large_functions_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
