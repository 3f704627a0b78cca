/* SPDX-License-Identifier: MIT
 *
 * Variables whose name means something else in an inner scope. Where that scope holds an await, the
 * variable cannot be saved by its name.
 *
 * Requires: a func from front/. Leaves: var.is_hidden.
 */
#ifndef AWAITC_FLOW_HIDDEN_H
#define AWAITC_FLOW_HIDDEN_H

#include "ast/ast.h"

void hidden_find(struct func *func);

#endif
