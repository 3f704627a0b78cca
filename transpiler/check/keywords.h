/* SPDX-License-Identifier: MIT
 *
 * Where the keywords for errors, cleanup and generators may stand.
 */
#ifndef AWAITC_CHECK_KEYWORDS_H
#define AWAITC_CHECK_KEYWORDS_H

#include "ast/ast.h"
#include "base/diag.h"

void keywords_check(const struct func *func, struct diag *diag);

#endif
