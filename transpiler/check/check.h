/* SPDX-License-Identifier: MIT
 *
 * The rules: what the dialect refuses. Every message of awaitc's own has its id and its text in
 * rules.def; other stages report through rule_report() too.
 */
#ifndef AWAITC_CHECK_H
#define AWAITC_CHECK_H

#include "ast/rules.h"

/* Checks every function of the unit; mistakes go to diag. */
void check_unit(const struct unit *unit, struct diag *diag);

#endif
