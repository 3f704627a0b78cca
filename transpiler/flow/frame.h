/* SPDX-License-Identifier: MIT
 *
 * Frame layout: where things share storage. Knows nothing of variables or callees: it is given
 * items with a size and a relation "must be apart", and gives a tree of structs and unions, which
 * the C compiler lays out for its own target.
 *
 * The relation is a graph. What falls apart into components of which no item of one must be apart
 * from any of another is a union of them; what falls apart in the complement, where all of one must
 * be apart from all of another, is a struct of them. Lifetimes that nest fall apart so all the way
 * down, and the tree is then as small as can be. Where neither holds, the better of two is taken:
 * the smallest item beside the rest, or a struct of shelves, each a union of items that may share.
 * Shelves it is as well where the tree gets deeper than a C compiler has to accept.
 */
#ifndef AWAITC_FLOW_FRAME_H
#define AWAITC_FLOW_FRAME_H

#include "base/arena.h"
#include "flow/bits.h"

enum frame_kind { FRAME_ITEM, FRAME_STRUCT, FRAME_UNION };

struct frame_node {
    enum frame_kind kind;
    unsigned item;            /* FRAME_ITEM: which; else the lowest of those in it */
    struct frame_node **kids; /* of a struct: by falling alignment, to lose little to padding */
    unsigned count;
    unsigned long size, align; /* estimated from the items' */
};

struct frame_item {
    unsigned long size, align;
};

/* The tree for items [0, count), NULL when there are none. apart[i] holds the items that i must not
 * share storage with; symmetric. Deterministic; order of items is the tie-breaker. */
struct frame_node *frame_layout(struct arena *arena, const struct frame_item *items, unsigned count,
                                const struct bits *apart);

#endif
