/* SPDX-License-Identifier: MIT
 *
 * What -W options make of the rules: which are reported, at which level, under which mark.
 */
#include "ast/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct rule_switches switches;
static struct diag diag;

static int set_up(void **state)
{
    (void)state;
    switches = (struct rule_switches){.is_quiet = false};
    diag = (struct diag){.switches = &switches};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    diag_free(&diag);
    return 0;
}

static void take(const char *options)
{
    char text[200], *word;
    strcpy(text, options);
    for (word = strtok(text, " "); word; word = strtok(NULL, " "))
        assert_int_not_equal(rule_switches_take(&switches, word), RULE_OPTION_REFUSED);
}

/* How the rule is reported: "" when it is not. */
static void assert_reports(enum rule rule, const char *expected)
{
    size_t before = diag.items.count;
    rule_report(&diag, rule, (struct span){0}, "x");
    assert_string_equal(diag.items.count > before ? diag.items.items[before].rule : "", expected);
    assert_int_equal(rule_is_on(&diag, rule), *expected != 0);
}

static void errors_stay_errors(void **state)
{
    (void)state;
    take("-w -Wno-error -Wno-all");
    assert_reports(RULE_NEVER_AWAITED, "never-awaited");
    assert_int_equal(rule_switches_take(&switches, "-Wno-never-awaited"), RULE_OPTION_REFUSED);
    assert_int_equal(rule_switches_take(&switches, "-Wno-error=never-awaited"),
                     RULE_OPTION_REFUSED);
    assert_int_equal(diag.errors, 1);
}

static void warnings_are_turned_off_and_on(void **state)
{
    (void)state;
    assert_reports(RULE_BLOCKING_CALL, "-Wblocking-call");
    take("-Wno-blocking-call -Wall");
    assert_reports(RULE_BLOCKING_CALL, "");
    assert_reports(RULE_ENDLESS_LOOP, "-Wendless-loop");
    take("-Wblocking-call");
    assert_reports(RULE_BLOCKING_CALL, "-Wblocking-call");
    take("-w");
    assert_reports(RULE_BLOCKING_CALL, "");
    assert_int_equal(diag.errors, 0);
}

static void warnings_are_made_errors(void **state)
{
    (void)state;
    take("-Wno-error=endless-loop -Werror");
    assert_reports(RULE_BLOCKING_CALL, "-Werror=blocking-call");
    assert_reports(RULE_ENDLESS_LOOP, "-Wendless-loop");
    take("-Wno-error -Wno-colour-cast -Werror=colour-cast");
    assert_reports(RULE_BLOCKING_CALL, "-Wblocking-call");
    assert_reports(RULE_COLOUR_CAST, "-Werror=colour-cast");
    assert_int_equal(diag.errors, 2);
}

static void options_are_told_from_the_compilers(void **state)
{
    (void)state;
    assert_int_equal(rule_switches_take(&switches, "-Wblocking-call"), RULE_OPTION_OWN);
    assert_int_equal(rule_switches_take(&switches, "-Wno-unused"), RULE_OPTION_FOREIGN);
    assert_int_equal(rule_switches_take(&switches, "-Werror=unused"), RULE_OPTION_FOREIGN);
    assert_int_equal(rule_switches_take(&switches, "-Wall"), RULE_OPTION_SHARED);
    assert_int_equal(rule_switches_take(&switches, "-Werror"), RULE_OPTION_SHARED);
}

static void texts_are_filled_in(void **state)
{
    (void)state;
    rule_report_both(&diag, RULE_MIXED_COLOURS, (struct span){0}, "50% off", "%s");
    assert_non_null(strstr(diag.items.items[0].text, "'50% off' and '%s' do not mix"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(errors_stay_errors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(warnings_are_turned_off_and_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(warnings_are_made_errors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(options_are_told_from_the_compilers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_are_filled_in, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
