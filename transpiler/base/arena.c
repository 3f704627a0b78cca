/* SPDX-License-Identifier: MIT
 *
 * An arena is a list of blocks, each filled from the front. What is too large for a block gets one
 * of its own.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    _Alignas(ALIGN) char data[];
};

void *xrealloc(void *block, size_t size)
{
    void *moved = realloc(block, size ? size : 1);
    if (!moved) {
        fputs("awaitc: error: out of memory\n", stderr);
        exit(2);
    }
    return moved;
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = xrealloc(NULL, sizeof *block + size);
    block->next = arena->blocks;
    block->used = 0;
    block->size = size;
    arena->blocks = block;
    return block;
}

void arena_free(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->blocks;
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (!block || block->size - block->used < size)
        block = add_block(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE);
    void *memory = block->data + block->used;
    block->used += size;
    return memset(memory, 0, size);
}

char *arena_copy(struct arena *arena, const char *text, size_t size)
{
    char *copy = arena_alloc(arena, size + 1);
    if (size)
        memcpy(copy, text, size);
    return copy;
}

void *arena_grow(struct arena *arena, const void *block, size_t used, size_t size)
{
    void *grown = arena_alloc(arena, size);
    return used ? memcpy(grown, block, used) : grown;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    char most[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t size = (size_t)vsnprintf(most, sizeof most, format, args);
    char *text = size < sizeof most ? arena_copy(arena, most, size) : arena_alloc(arena, size + 1);
    if (size >= sizeof most)
        vsnprintf(text, size + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}
