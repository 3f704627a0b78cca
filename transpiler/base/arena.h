/* SPDX-License-Identifier: MIT
 *
 * Arenas: memory that is released all at once. One lives as long as the translation unit. Running
 * out of memory ends the program with exit status 2: the one fatal path of the transpiler.
 */
#ifndef AWAITC_BASE_ARENA_H
#define AWAITC_BASE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_block *blocks; /* the one in use first */
};

void arena_free(struct arena *arena);

/* Zeroed memory for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of size bytes with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *text, size_t size);

/* size bytes that begin with the first `used` of block. */
void *arena_grow(struct arena *arena, const void *block, size_t used, size_t size);

char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define arena_new(arena, type)          ((type *)arena_alloc(arena, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc(arena, sizeof(type) * (count)))

/* malloc and realloc that end the program instead of failing. */
void *xrealloc(void *block, size_t size);

#endif
