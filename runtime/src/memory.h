/* SPDX-License-Identifier: MIT
 *
 * All memory of the runtime comes through memory_resize, which async_set_allocator() replaces.
 * Tasks come and go fast, so each loop has a pool of its own for them: blocks in steps of 16 bytes
 * up to 1 KiB, without a header, cut from slabs and kept in one list of free blocks for each size.
 * Larger blocks come straight from the allocator. The slabs are given back when the loop closes.
 *
 * With ASYNC_PLAIN_MALLOC, and under AddressSanitizer, every block comes from the allocator, so
 * that the tools see the use of a task that is gone.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "names.h"
#include <stdbool.h>
#include <stddef.h>

#if defined __SANITIZE_ADDRESS__
#define ASYNC_PLAIN_MALLOC 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define ASYNC_PLAIN_MALLOC 1
#endif
#endif

#define POOL_STEP    16
#define POOL_CLASSES 64  /* the largest block: POOL_CLASSES * POOL_STEP bytes */
#define POOL_PLAIN   0   /* the class of what is not from a slab */
#define SIZE_TAGGED  128 /* with the class of what has a struct debug_tag in front */

/* resize(NULL, n) allocates, or gives NULL and errno ENOMEM; resize(block, 0) frees. */
extern void *memory_resize(void *block, size_t size);

struct pool {
    struct pool_block {
        struct pool_block *next;
    } * free[POOL_CLASSES + 1]; /* by class; the first is not used */
    char *top, *end;            /* what is left of the newest slab */
    struct pool_slab {
        struct pool_slab *next;
    } * slabs;
    size_t slab_size; /* of the newest; they double */
};

/* What pool_take does when no block of the class is free. */
extern void *pool_cut(struct pool *pool, unsigned size_class);
extern void pool_close(struct pool *pool);

static inline unsigned pool_class(size_t size)
{
#ifdef ASYNC_PLAIN_MALLOC
    (void)size;
    return POOL_PLAIN;
#else
    size_t size_class = (size + POOL_STEP - 1) / POOL_STEP;
    return size_class <= POOL_CLASSES ? (unsigned)size_class : POOL_PLAIN;
#endif
}

/* A block aligned to POOL_STEP, or NULL and errno ENOMEM. size > 0, size_class is its pool_class.
 */
static inline void *pool_take(struct pool *pool, size_t size, unsigned size_class)
{
    if (size_class == POOL_PLAIN)
        return memory_resize(NULL, size);
    struct pool_block *block = pool->free[size_class];
    if (!block)
        return pool_cut(pool, size_class);
    pool->free[size_class] = block->next;
    return block;
}

static inline void pool_give(struct pool *pool, void *memory, unsigned size_class)
{
    if (size_class == POOL_PLAIN) {
        memory_resize(memory, 0);
        return;
    }
    struct pool_block *block = memory;
    block->next = pool->free[size_class];
    pool->free[size_class] = block;
}

#endif
