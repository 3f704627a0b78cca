/* SPDX-License-Identifier: MIT
 *
 * Jumps into try, catch and the like, and out of a defer.
 */
#ifndef AWAITC_CHECK_REGIONS_H
#define AWAITC_CHECK_REGIONS_H

#include "ast/ast.h"
#include "base/diag.h"

void regions_check(const struct func *func, struct diag *diag);

#endif
