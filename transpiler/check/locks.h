/* SPDX-License-Identifier: MIT
 *
 * The rule await-holding-lock: an await while the thread holds a lock.
 */
#ifndef AWAITC_CHECK_LOCKS_H
#define AWAITC_CHECK_LOCKS_H

#include "ast/ast.h"
#include "base/diag.h"

void locks_check(const struct func *func, struct diag *diag);

#endif
