/* SPDX-License-Identifier: MIT
 *
 * From machines to text: the source as it was written, but for its async functions.
 *
 * Requires: a lowered unit. Mistakes that show only now (text that would have to be taken out of a
 * macro's body) go to diag; the output is not to be used then.
 */
#ifndef AWAITC_EMIT_H
#define AWAITC_EMIT_H

#include "ast/ast.h"
#include "base/diag.h"
#include "base/str.h"

/* out_name: of the output file, for #line; has_lines: write #line. */
void emit_unit(struct unit *unit, struct diag *diag, const char *out_name, bool has_lines,
               struct str *text);

#endif
