/* SPDX-License-Identifier: MIT
 *
 * Tests on a virtual clock, in which what is unhandled is counted instead of printed, and the
 * script that most of them wait for.
 */
#ifndef RUNTIME_CLOCK_H
#define RUNTIME_CLOCK_H

#include "runtime_harness.h"

/* How often something was reported since the test began, and what the last one was. */
static int reports, report_kind __attribute__((unused));

static inline void count_report(const struct async_report *what, void *arg)
{
    (void)arg;
    reports++;
    report_kind = what->kind;
}

static inline int clock_setup(void **state)
{
    reports = 0;
    async_on_unhandled(count_report, NULL);
    async_test_clock(true);
    return script_setup(state);
}

static inline int clock_teardown(void **state)
{
    async_on_unhandled(NULL, NULL);
    async_test_clock(false);
    return script_teardown(state);
}

#define CLOCK_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, clock_setup, clock_teardown)

/* Sleeps that many seconds, 'c' when cancelled; negative: fails with EIO after them. */
static inline SCRIPT_HEAD(script_naps)
{
    double seconds = (double)(intptr_t)s->data;
    BEGIN
    SLEEP_OR(failed, seconds < 0 ? -seconds : seconds);
    note('0' + (int)(seconds < 0 ? -seconds : seconds));
    if (seconds < 0)
        THROW(EIO);
    s->value = (long)seconds;
    goto leave;
failed:
    note('c');
    goto leave;
    END;
}

static inline long *nap_start(struct script *s, int seconds)
{
    return &script_spawn(script_naps, (void *)(intptr_t)seconds, &s->owner, 1)->value;
}

#endif
