/* SPDX-License-Identifier: MIT
 *
 * Moving types out of a function: the text that comes of it, from the line on which the function
 * begins.
 */
#include "front_harness.h"

static struct front *front;

static int close_front(void **state)
{
    front_close(front);
    front = NULL;
    return tear_down(state);
}

/* The text behind the prelude, rewritten as if the last function's frame needed its types. */
static const char *moved(const char *text)
{
    const char *const flags[] = {include_flag()};
    const char *whole = arena_printf(&arena, "%s%s", prelude, text);
    struct front_input input = {.path = "-", .text = whole, .size = strlen(whole)};
    input.flags = flags;
    input.flag_count = 1;
    front = front_open(&input, &diag);
    assert_non_null(front);
    unit = front_build(front, &arena, &diag);
    assert_non_null(unit);
    assert_int_equal(diag.errors, 0);
    unit_wish(unit, WISH_MOVE_TYPES, unit->funcs.items[unit->funcs.count - 1]->span);
    if (!front_rewrite(front))
        return "as it was";
    unit = front_build(front, &arena, &diag);
    assert_int_equal(diag.errors, 0);
    return unit->main->text + strlen(prelude);
}

static void moved_keeps_a_name_that_is_free(void **state)
{
    (void)state;
    assert_string_equal(moved("async int m(void) { struct s { int a; } x = {1}; return x.a; }"),
                        "struct s { int a; }; "
                        "async int m(void) { struct s x = {1}; return x.a; }");
}

static void moved_renames_what_hides_something(void **state)
{
    (void)state;
    assert_string_equal(moved("async int m(struct point *o) { struct point { char c; } p = {1}; "
                              "return o->x + (int)sizeof(struct point) + p.c; }"),
                        "struct m__point { char c; }; "
                        "async int m(struct point *o) { struct m__point p = {1}; "
                        "return o->x + (int)sizeof(struct m__point) + p.c; }");
}

static void moved_leaves_variables_members_and_labels(void **state)
{
    (void)state;
    assert_string_equal(moved("struct n; async int m(void) { struct n { int n; } n = {1}; goto n; "
                              "n: return n.n; }"),
                        "struct n; struct m__n { int n; }; "
                        "async int m(void) { struct m__n n = {1}; goto n; n: return n.n; }");
}

static void moved_gives_nameless_types_a_name(void **state)
{
    (void)state;
    assert_string_equal(moved("async int m(void) { struct { int a; } x = {1}; "
                              "enum { ZERO, ONE }; return x.a + ONE; }"),
                        "struct m__struct { int a; }; enum { ZERO, ONE }; "
                        "async int m(void) { struct m__struct x = {1}; ; return x.a + ONE; }");
}

static void moved_copies_only_typedefs_that_are_needed(void **state)
{
    (void)state;
    assert_string_equal(moved("async int m(void) { typedef int a; typedef a b; typedef b c; "
                              "struct s { b x; } s = {1}; c d = s.x; return d; }"),
                        "typedef int m__a; typedef m__a m__b; struct s { m__b x; }; "
                        "async int m(void) { typedef int a; typedef a b; typedef b c; "
                        "struct s s = {1}; c d = s.x; return d; }");
}

static void moved_values_stand_for_the_functions_objects(void **state)
{
    (void)state;
    assert_string_equal(
        moved("async int m(int n) { struct s { char c[sizeof n]; __typeof__(n) t; } x = {0}; "
              "return x.t; }"),
        "struct s { char c[4u]; __typeof__(int) t; }; "
        "async int m(int n) { struct s x = {0}; return x.t; }");
}

static void moved_finds_names_that_clang_does_not_show(void **state)
{
    (void)state;
    assert_string_equal(
        moved("async int m(int n) { struct lines { int a; } x = {n}; "
              "_Alignas(struct lines) char c = 0; { struct lines { char b; } y = {c}; "
              "return _Generic(&x, struct lines *: 1, default: 2) + y.b; } }"),
        "struct m__lines { int a; }; struct m__lines_2 { char b; }; "
        "async int m(int n) { struct m__lines x = {n}; "
        "_Alignas(struct m__lines) char c = 0; { struct m__lines_2 y = {c}; "
        "return _Generic(&x, struct m__lines_2 *: 1, default: 2) + y.b; } }");
}

static void moved_declares_first_what_is_spoken_of_first(void **state)
{
    (void)state;
    assert_string_equal(
        moved("async int m(void) { struct tree; struct leaf { struct tree *up; }; "
              "struct tree { struct leaf one; } t = {{&t}}; return t.one.up != 0; }"),
        "struct tree; struct leaf { struct tree *up; }; struct tree { struct leaf one; }; "
        "async int m(void) { ; ; struct tree t = {{&t}}; return t.one.up != 0; }");
}

static void moved_keeps_attributes_with_the_type(void **state)
{
    (void)state;
    assert_string_equal(moved("async int m(void) { struct s { char c; int i; } "
                              "__attribute__((packed)) x = {1, 2}; return x.i; }"),
                        "struct s { char c; int i; } __attribute__((packed)); "
                        "async int m(void) { struct s x = {1, 2}; return x.i; }");
}

static void moved_leaves_what_a_pragma_operator_lays_out(void **state)
{
    (void)state;
    assert_string_equal(moved("async int m(void) { _Pragma(\"pack(push, 1)\") "
                              "struct s { char c; int i; } x = {1, 2}; _Pragma(\"pack(pop)\") "
                              "return x.i; }"),
                        "as it was");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(moved_keeps_a_name_that_is_free, close_front),
        cmocka_unit_test_teardown(moved_renames_what_hides_something, close_front),
        cmocka_unit_test_teardown(moved_leaves_variables_members_and_labels, close_front),
        cmocka_unit_test_teardown(moved_gives_nameless_types_a_name, close_front),
        cmocka_unit_test_teardown(moved_copies_only_typedefs_that_are_needed, close_front),
        cmocka_unit_test_teardown(moved_values_stand_for_the_functions_objects, close_front),
        cmocka_unit_test_teardown(moved_finds_names_that_clang_does_not_show, close_front),
        cmocka_unit_test_teardown(moved_declares_first_what_is_spoken_of_first, close_front),
        cmocka_unit_test_teardown(moved_keeps_attributes_with_the_type, close_front),
        cmocka_unit_test_teardown(moved_leaves_what_a_pragma_operator_lays_out, close_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
