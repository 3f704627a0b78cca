/* SPDX-License-Identifier: MIT
 *
 * A warning: catch blocks in loops that take a cancellation for an error to be tried again.
 */
#ifndef AWAITC_CHECK_SWALLOW_H
#define AWAITC_CHECK_SWALLOW_H

#include "ast/ast.h"
#include "base/diag.h"

void swallow_check(const struct func *func, struct diag *diag);

#endif
