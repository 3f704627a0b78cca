/* SPDX-License-Identifier: MIT
 *
 * Growing arrays: a struct of items, count and room, declared where it is needed.
 *
 *     VEC(struct edit) edits = {0};
 *     *vec_push(&edits) = (struct edit){...};
 *     vec_free(&edits);
 */
#ifndef AWAITC_BASE_VEC_H
#define AWAITC_BASE_VEC_H

#include "base/arena.h"
#include <stdlib.h>

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, room;                                                                        \
    }

/* Makes room for one more (its contents are undefined) and gives its address. */
#define vec_push(vec)                                                                              \
    (((vec)->count == (vec)->room                                                                  \
          ? (void)((vec)->room = (vec)->room ? 2 * (vec)->room : 8,                                \
                   (vec)->items = xrealloc((vec)->items, (vec)->room * sizeof *(vec)->items))      \
          : (void)0),                                                                              \
     &(vec)->items[(vec)->count++])

/* The same in an arena, which releases it: the items that were there before are left where they
 * are. */
#define vec_add(arena, vec)                                                                        \
    (((vec)->count == (vec)->room                                                                  \
          ? (void)((vec)->room = (vec)->room ? 2 * (vec)->room : 4,                                \
                   (vec)->items =                                                                  \
                       arena_grow((arena), (vec)->items, (vec)->count * sizeof *(vec)->items,      \
                                  (vec)->room * sizeof *(vec)->items))                             \
          : (void)0),                                                                              \
     &(vec)->items[(vec)->count++])

#define vec_free(vec)                                                                              \
    (free((vec)->items), (void)((vec)->items = NULL), (void)((vec)->count = (vec)->room = 0))

#endif
