/* SPDX-License-Identifier: MIT
 *
 * The table of rules and how one is reported. Included by front/ as well, for what it has to refuse
 * while it builds the tree.
 */
#ifndef AWAITC_AST_RULES_H
#define AWAITC_AST_RULES_H

#include "ast/ast.h"
#include "base/diag.h"

enum rule {
#define RULE(id, name, text, note) RULE_##id,
#include "ast/rules.def"
#undef RULE
    RULE_COUNT
};

/* Reports rule at span; `what` stands for the %s in the rule's text and note. */
void rule_report(struct diag *diag, enum rule rule, struct span span, const char *what);

#endif
