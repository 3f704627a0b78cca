/* SPDX-License-Identifier: MIT
 *
 * The rule blocking-call: a call that holds up the loop, and every other task with it.
 */
#ifndef AWAITC_CHECK_BLOCKING_H
#define AWAITC_CHECK_BLOCKING_H

#include "ast/ast.h"
#include "base/diag.h"

void blocking_check(const struct func *func, struct diag *diag);

#endif
