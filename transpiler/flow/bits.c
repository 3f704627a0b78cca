/* SPDX-License-Identifier: MIT
 *
 * Sets of small numbers. The operations on whole sets tell whether they changed anything, which is
 * what a fixpoint iteration wants to know.
 */
#include "flow/bits.h"

#include <string.h>

struct bits bits_new(struct arena *arena, unsigned size)
{
    unsigned word_count = size / 64 + 1;
    return (struct bits){arena_array(arena, uint64_t, word_count), word_count};
}

void bits_fill(struct bits set)
{
    memset(set.words, 0xff, set.word_count * sizeof *set.words);
}

void bits_clear(struct bits set)
{
    memset(set.words, 0, set.word_count * sizeof *set.words);
}

void bits_copy(struct bits set, struct bits from)
{
    memcpy(set.words, from.words, set.word_count * sizeof *set.words);
}

void bits_and(struct bits set, struct bits other)
{
    for (unsigned i = 0; i < set.word_count; i++)
        set.words[i] &= other.words[i];
}

bool bits_or(struct bits set, struct bits other)
{
    uint64_t changed = 0;
    for (unsigned i = 0; i < set.word_count; i++) {
        changed |= other.words[i] & ~set.words[i];
        set.words[i] |= other.words[i];
    }
    return changed != 0;
}

bool bits_or_within(struct bits set, struct bits other, struct bits mask)
{
    uint64_t changed = 0;
    for (unsigned i = 0; i < set.word_count; i++) {
        uint64_t more = other.words[i] & mask.words[i] & ~set.words[i];
        changed |= more;
        set.words[i] |= more;
    }
    return changed != 0;
}

bool bits_and_within(struct bits set, struct bits other, struct bits mask)
{
    uint64_t changed = 0;
    for (unsigned i = 0; i < set.word_count; i++) {
        uint64_t less = set.words[i] & other.words[i] & mask.words[i];
        changed |= less ^ set.words[i];
        set.words[i] = less;
    }
    return changed != 0;
}

unsigned bits_next(struct bits set, unsigned from)
{
    unsigned i = from / 64;
    if (i >= set.word_count)
        return BITS_END;
    uint64_t word = set.words[i] & ~(uint64_t)0 << (from % 64);
    while (!word) {
        if (++i == set.word_count)
            return BITS_END;
        word = set.words[i];
    }
    return i * 64 + (unsigned)__builtin_ctzll(word);
}
