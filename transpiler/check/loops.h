/* SPDX-License-Identifier: MIT
 *
 * The rule endless-loop: a loop of an async function that neither ends nor lets others run.
 */
#ifndef AWAITC_CHECK_LOOPS_H
#define AWAITC_CHECK_LOOPS_H

#include "ast/ast.h"
#include "base/diag.h"

void loops_check(const struct func *func, struct diag *diag);

#endif
