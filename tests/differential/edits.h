/* SPDX-License-Identifier: MIT
 *
 * What is to be inserted into a text, gathered in any order and applied at once.
 */
#ifndef DIFFERENTIAL_EDITS_H
#define DIFFERENTIAL_EDITS_H

#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"

/* At one place the lower comes first. */
enum edit_order {
    EDIT_NAME, /* goes on with the name that ends there */
    EDIT_END_OF_CALL,
    EDIT_END_OF_BLOCK,
    EDIT_HEADER,
    EDIT_BLOCK,
    EDIT_YIELD,
    EDIT_DECLARATION,
    EDIT_WORD
};

struct edit {
    unsigned at;
    enum edit_order order;
    const char *text;
    size_t sequence;
};

struct edits {
    VEC(struct edit) list;
    unsigned char *taken; /* [place]: a bit for each order of which there is an edit */
};

void edits_open(struct edits *edits, const struct source *source);
void edits_close(struct edits *edits);
void edits_add(struct edits *edits, unsigned at, enum edit_order order, const char *text);

/* Has an edit of this order been added at this place? */
bool edits_has(const struct edits *edits, unsigned at, enum edit_order order);

/* Adds the text with the edits made to `out`. */
void edits_apply(struct edits *edits, const struct source *source, struct str *out);

#endif
