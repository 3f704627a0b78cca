/* SPDX-License-Identifier: MIT
 *
 * What may be done with futures and generators, and what a task may be given.
 */
#ifndef AWAITC_CHECK_HANDLES_H
#define AWAITC_CHECK_HANDLES_H

#include "ast/ast.h"
#include "base/diag.h"

void handles_check(const struct func *func, struct diag *diag);

#endif
