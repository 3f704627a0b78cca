/* SPDX-License-Identifier: MIT
 *
 * The timers: a heap of the nodes that sleep, the earliest deadline first; equal deadlines in the
 * order in which they were added. Four children to a node: half the levels of a binary heap, and
 * the four stand in one cache line. A node knows its position, so that it can be taken out
 * anywhere.
 */
#ifndef HEAP_H
#define HEAP_H

#include "abi.h"
#include <stdint.h>

struct heap {
    struct heap_entry {
        uint64_t when;
        struct async_node *node;
    } * entries;
    unsigned count, room;
    unsigned added; /* counts what was ever added, to keep the order of equal deadlines */
};

/* 0, or -1 and errno ENOMEM. */
extern int heap_add(struct heap *heap, uint64_t when, struct async_node *node);
extern void heap_remove(struct heap *heap, struct async_node *node);
extern void heap_close(struct heap *heap);

#endif
