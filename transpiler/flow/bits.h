/* SPDX-License-Identifier: MIT
 *
 * Sets of small numbers, as bits. All sets that meet in one operation have the same number of words.
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

#endif
