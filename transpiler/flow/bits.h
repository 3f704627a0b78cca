/* SPDX-License-Identifier: MIT
 *
 * Sets of small numbers, as bits. All sets that meet in one operation have the same number of
 * words.
 */
#ifndef AWAITC_FLOW_BITS_H
#define AWAITC_FLOW_BITS_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

struct bits {
    uint64_t *words;
    unsigned word_count;
};

struct bits bits_new(struct arena *arena, unsigned size);

/* set = from; set |= other; and so on. Those that give a bool tell whether set changed. */
void bits_fill(struct bits set);
void bits_clear(struct bits set);
void bits_copy(struct bits set, struct bits from);
void bits_and(struct bits set, struct bits other);
bool bits_or(struct bits set, struct bits other);
bool bits_or_within(struct bits set, struct bits other, struct bits mask);  /* |= other & mask */
bool bits_and_within(struct bits set, struct bits other, struct bits mask); /* &= other & mask */

/* The first member at or after `from`, or BITS_END. */
unsigned bits_next(struct bits set, unsigned from);

#define BITS_END (~0u)
#define BITS_EACH(i, set)                                                                          \
    for (unsigned i = bits_next(set, 0); i != BITS_END; i = bits_next(set, i + 1))

static inline bool bits_has(struct bits set, unsigned i)
{
    return set.words[i / 64] >> (i % 64) & 1;
}

static inline void bits_add(struct bits set, unsigned i)
{
    set.words[i / 64] |= (uint64_t)1 << (i % 64);
}

static inline void bits_remove(struct bits set, unsigned i)
{
    set.words[i / 64] &= ~((uint64_t)1 << (i % 64));
}

static inline void bits_put(struct bits set, unsigned i, bool is_member)
{
    if (is_member)
        bits_add(set, i);
    else
        bits_remove(set, i);
}

#endif
