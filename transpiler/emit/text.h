/* SPDX-License-Identifier: MIT
 *
 * Generated text outside of bodies, and what the writers of a unit share.
 */
#ifndef AWAITC_EMIT_TEXT_H
#define AWAITC_EMIT_TEXT_H

#include "ast/ast.h"
#include "base/diag.h"
#include "emit/out.h"

/* State of a whole unit's emission. */
struct emission {
    struct unit *unit;
    struct diag *diag;
    struct out *out;
    struct name_set written; /* functions that need to be written once */

    const struct source *copied; /* by the last text_copy; and which keywords stand in it */
    size_t first_keyword, end_keyword;
};

/* Generated text in which own names that the program has, too, are others. */
const char *text_own(struct emission *em, const char *text);
void text_puts(struct emission *em, const char *text);
void text_printf(struct emission *em, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_line(struct emission *em, const char *text);

/* `T name`. */
const char *text_declare(struct emission *em, const struct type *type, const char *name);

/* The text of [begin, end) of a source without the async in it. */
void text_copy(struct emission *em, struct source *source, unsigned begin, unsigned end);

/* Around the generated types, whose layout the runtime knows: whatever `#pragma pack` holds where
 * they stand. */
void text_open_layout(struct emission *em);
void text_close_layout(struct emission *em);

/* Is it the first time that this is asked of the name? */
bool text_is_new(struct emission *em, const char *name);

#endif
