/* SPDX-License-Identifier: MIT
 *
 * The replaceable allocator, and the slow side of the pool: cutting blocks from slabs.
 */
#include "memory.h"

#include <errno.h>
#include <stdlib.h>

#define SLAB_FIRST   4096
#define SLAB_LARGEST (256 * 1024)

/* A program may have a malloc and a free of its own, and no realloc. */
static void *resize_by_malloc(void *block, size_t size)
{
    if (size)
        return block ? realloc(block, size) : malloc(size);
    free(block);
    return NULL;
}

static void *(*resize_hook)(void *block, size_t size) = resize_by_malloc;

void async_set_allocator(void *(*resize)(void *block, size_t size))
{
    resize_hook = resize ? resize : resize_by_malloc;
}

void *memory_resize(void *block, size_t size)
{
    if (!block && !size)
        return NULL;
    void *memory = resize_hook(block, size);
    if (!memory && size)
        errno = ENOMEM;
    return memory;
}

/* A new slab for the pool; what is left of the one before, less than a block, is given up. */
static bool add_slab(struct pool *pool)
{
    size_t size = pool->slab_size ? pool->slab_size * 2 : SLAB_FIRST;
    if (size > SLAB_LARGEST)
        size = SLAB_LARGEST;
    struct pool_slab *slab = memory_resize(NULL, size);
    if (!slab)
        return false;
    slab->next = pool->slabs;
    pool->slabs = slab;
    pool->slab_size = size;
    pool->top = (char *)slab + POOL_STEP;
    pool->end = (char *)slab + size;
    return true;
}

void *pool_cut(struct pool *pool, unsigned size_class)
{
    size_t size = (size_t)size_class * POOL_STEP;
    if ((size_t)(pool->end - pool->top) < size && !add_slab(pool))
        return NULL;
    void *block = pool->top;
    pool->top += size;
    return block;
}

void pool_close(struct pool *pool)
{
    for (struct pool_slab *slab = pool->slabs, *next; slab; slab = next) {
        next = slab->next;
        memory_resize(slab, 0);
    }
    pool->slabs = NULL;
}
