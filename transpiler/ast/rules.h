/* SPDX-License-Identifier: MIT
 *
 * The table of rules, how one is reported, and what the command line's -W options make of it.
 * Included by front/ as well, for what it has to refuse while it builds the tree.
 */
#ifndef AWAITC_AST_RULES_H
#define AWAITC_AST_RULES_H

#include "ast/ast.h"
#include "base/diag.h"

enum rule {
#define RULE(id, name, level, text, note) RULE_##id,
#include "ast/rules.def"
#undef RULE
    RULE_COUNT
};

/* ---- levels ---- */

enum rule_switch { SWITCH_UNSET, SWITCH_OFF, SWITCH_ON };

/* What the -W options said; all zero: nothing. What is said of one rule goes before what is said
 * of all, in whatever order they come. Rules that are errors by the table stay so. */
struct rule_switches {
    bool is_quiet;                      /* -w */
    enum rule_switch all;               /* -Wall */
    enum rule_switch all_errors;        /* -Werror */
    unsigned char warnings[RULE_COUNT]; /* enum rule_switch: -WID, -Wno-ID */
    unsigned char errors[RULE_COUNT];   /* enum rule_switch: -Werror=ID, -Wno-error=ID */
};

enum rule_option {
    RULE_OPTION_FOREIGN, /* for the compiler alone */
    RULE_OPTION_SHARED,  /* taken; means the same to the compiler */
    RULE_OPTION_OWN,     /* taken */
    RULE_OPTION_REFUSED  /* would turn off what is an error */
};

/* Takes an option that begins with -W or is -w. */
enum rule_option rule_switches_take(struct rule_switches *switches, const char *option);

/* ---- reports ---- */

/* Reports rule at span, as diag->switches has it; `what` stands for the %s in the rule's text and
 * note. */
void rule_report(struct diag *diag, enum rule rule, struct span span, const char *what);

/* The same with `other` for the %t. */
void rule_report_both(struct diag *diag, enum rule rule, struct span span, const char *what,
                      const char *other);

/* Is there anything to be said? To be asked ahead of work that only serves a warning. */
bool rule_is_on(const struct diag *diag, enum rule rule);

#endif
