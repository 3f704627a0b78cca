/* SPDX-License-Identifier: MIT
 *
 * Generators that need no heap: who calls one that is defined in this file, and keeps its handle to
 * itself, has its memory, a *room*, among the call's own variables.
 *
 * Requires: a checked tree; lowered definitions, of those it names (see rooms_names). Leaves:
 * expr.room, var.generator, func.rooms, func.is_bare; variables of the kind VAR_ROOM.
 */
#ifndef AWAITC_LOWER_ROOMS_H
#define AWAITC_LOWER_ROOMS_H

#include "ast/ast.h"

/* Hands over the definition of each generator that may come to live in the function. */
void rooms_names(struct func *func, void (*name)(void *data, struct func *definition), void *data);

/* fits: can the struct of a generator be declared before the function? */
void rooms_find(struct unit *unit, struct func *func,
                bool (*fits)(const struct func *definition, const struct func *before));

#endif
