/* SPDX-License-Identifier: MIT
 *
 * --dump: what a stage made, on standard output.
 */
#ifndef AWAITC_DUMP_H
#define AWAITC_DUMP_H

#include "ast/ast.h"
#include "options.h"

void dump_unit(struct unit *unit, enum dump dump);

#endif
