/* SPDX-License-Identifier: MIT
 *
 * Expressions as values, for which temps can stand, and as places.
 */
#ifndef AWAITC_LOWER_VALUES_H
#define AWAITC_LOWER_VALUES_H

#include "lower/order.h"

/* A new temp of the expression's type, called `name` and its line. */
struct temp *values_temp(struct lowering *lowering, struct expr *expr, const char *name);

/* Is it an object that stays where it is, so that holding it means holding the way to it? */
bool values_is_place(const struct expr *expr);

/* Does the parent use the operand as a place: is it found, but not read? */
bool values_is_used_as_place(const struct expr *parent, const struct expr *kid);

#endif
