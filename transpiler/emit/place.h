/* SPDX-License-Identifier: MIT
 *
 * Objects in frames: how they are declared, spoken of, and assigned to. What is aligned more than
 * frames are lies in bytes with room to spare, from the first address in them that will do. What C
 * does not assign, because it is or holds something const, is copied.
 */
#ifndef AWAITC_EMIT_PLACE_H
#define AWAITC_EMIT_PLACE_H

#include "ast/ast.h"
#include "emit/out.h"
#include "lower/machine.h"

/* How much memory, aligned as that of frames is, holds one of the type. */
const char *place_size(struct arena *arena, const struct type *type);

/* `T name`, as a member of a frame. */
const char *place_declare(struct arena *arena, const struct type *type, const char *name);

/* The member as an lvalue; frame is the text of a pointer to the struct that it is in. */
const char *place_member(struct arena *arena, const char *frame, const char *member,
                         const struct type *type);
const char *place_var(struct arena *arena, const char *frame, const struct var *var);
const char *place_declare_var(struct arena *arena, const struct var *var);

/* A temp: a C local, or in the frame. */
const char *place_temp(struct arena *arena, const char *frame, const struct temp *temp);

/* What stands around the value that is assigned to a place, up to the semicolon. is_braced: the
 * value is an initialiser in braces. */
void place_open(struct out *out, struct arena *arena, const struct type *type, const char *place,
                bool is_braced);
void place_close(struct out *out, const struct type *type, const char *place);

/* Is one of the type set as `frame->member = value;`? */
bool place_is_plain(const struct type *type);

/* `place = value;` */
const char *place_assignment(struct arena *arena, const struct type *type, const char *place,
                             const char *value);

#endif
