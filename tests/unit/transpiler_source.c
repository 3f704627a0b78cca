/* SPDX-License-Identifier: MIT
 *
 * Places in texts that were put together from others, and the user's own #line.
 */
#include "base/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SOURCE(content)                                                                            \
    {                                                                                              \
        .name = #content, .text = content, .size = sizeof content - 1                              \
    }

/* "one\ntwo USE\nthree\n" with USE expanded, and the text of another file behind it. */
static struct source file = SOURCE("one\ntwo USE\nthree\n"), included = SOURCE("in\nside\n");
static const struct piece pieces[] = {
    {.begin = 0, .from = {&file, 0, 8}, .is_copy = true},
    {.begin = 8, .from = {&file, 8, 11}},
    {.begin = 18, .from = {&file, 11, 12}, .is_copy = true},
    {.begin = 19, .from = {&included, 0, 8}, .is_copy = true},
    {.begin = 27, .from = {&file, 12, 18}, .is_copy = true},
};
static struct source text = {
    .name = "text",
    .text = "one\ntwo (expanded)\nin\nside\nthree\n",
    .size = 33,
    .pieces = pieces,
    .piece_count = sizeof pieces / sizeof *pieces,
};

static void assert_original(unsigned begin, unsigned end, struct source *source, unsigned from,
                            unsigned to)
{
    struct span span = source_original((struct span){&text, begin, end});
    assert_ptr_equal(span.source, source);
    assert_int_equal(span.begin, from);
    assert_int_equal(span.end, to);
}

static void places_in_copies_are_the_same(void **state)
{
    (void)state;
    assert_original(4, 7, &file, 4, 7);
    assert_original(22, 26, &included, 3, 7);
    assert_original(27, 32, &file, 12, 17);
}

static void places_in_an_expansion_are_its_use(void **state)
{
    (void)state;
    assert_original(9, 12, &file, 8, 11);
}

static void spans_end_with_their_piece(void **state)
{
    (void)state;
    assert_original(4, 30, &file, 4, 8);
    assert_int_equal(source_piece_end(&text, 4, 30), 8);
    assert_int_equal(source_piece_end(&text, 28, 30), 30);
}

static void lines_are_the_files(void **state)
{
    (void)state;
    assert_int_equal(source_line(&text, 10), 2);
    assert_int_equal(source_column(&text, 10), 5);
    assert_int_equal(source_line(&text, 22), 2);
    assert_int_equal(source_line(&text, 27), 3);
}

static void only_what_no_file_has_is_rewritten(void **state)
{
    (void)state;
    assert_true(source_is_rewritten((struct span){&text, 4, 10}));
    assert_false(source_is_rewritten((struct span){&text, 18, 33}));
    assert_false(source_is_rewritten((struct span){&file, 0, 18}));
}

static void the_users_lines_count_from_their_mark(void **state)
{
    (void)state;
    static const struct mark marks[] = {{4, 100, "there.c"}};
    file.marks = marks;
    file.mark_count = 1;
    unsigned line;
    assert_string_equal(source_presumed(&text, 30, &line), "there.c");
    assert_int_equal(line, 101);
    assert_ptr_equal(source_presumed(&text, 0, &line), file.name);
    assert_int_equal(line, 1);
    assert_true(source_is_marked(&file, 1, 2));
    assert_false(source_is_marked(&file, 2, 3));
    file.mark_count = 0;
}

static int tear_down(void **state)
{
    (void)state;
    source_free(&file);
    source_free(&included);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(places_in_copies_are_the_same, tear_down),
        cmocka_unit_test_teardown(places_in_an_expansion_are_its_use, tear_down),
        cmocka_unit_test_teardown(spans_end_with_their_piece, tear_down),
        cmocka_unit_test_teardown(lines_are_the_files, tear_down),
        cmocka_unit_test_teardown(only_what_no_file_has_is_rewritten, tear_down),
        cmocka_unit_test_teardown(the_users_lines_count_from_their_mark, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
