/* SPDX-License-Identifier: MIT
 *
 * A 4-ary heap in an array: the children of entry i are 4i+1 to 4i+4. Entries are moved into the
 * hole that sinks or rises, never swapped.
 */
#include "heap.h"
#include "memory.h"

#define CHILDREN   4
#define FIRST_ROOM 16

static bool earlier(const struct heap_entry *a, const struct heap_entry *b)
{
    if (a->when != b->when)
        return a->when < b->when;
    return (int)(a->node->at.timer.order - b->node->at.timer.order) < 0; /* it may wrap around */
}

static void put(struct heap *heap, unsigned position, struct heap_entry entry)
{
    heap->entries[position] = entry;
    entry.node->at.timer.position = position;
}

/* Puts entry where it belongs between position and the root. */
static void rise(struct heap *heap, unsigned position, struct heap_entry entry)
{
    while (position > 0) {
        unsigned parent = (position - 1) / CHILDREN;
        if (!earlier(&entry, &heap->entries[parent]))
            break;
        put(heap, position, heap->entries[parent]);
        position = parent;
    }
    put(heap, position, entry);
}

static unsigned earliest_child(const struct heap *heap, unsigned first)
{
    unsigned best = first;
    unsigned end = heap->count - first < CHILDREN ? heap->count : first + CHILDREN;
    for (unsigned child = first + 1; child < end; child++)
        if (earlier(&heap->entries[child], &heap->entries[best]))
            best = child;
    return best;
}

/* Puts entry where it belongs between position and the leaves. */
static void sink(struct heap *heap, unsigned position, struct heap_entry entry)
{
    while (position * CHILDREN + 1 < heap->count) {
        unsigned child = earliest_child(heap, position * CHILDREN + 1);
        if (!earlier(&heap->entries[child], &entry))
            break;
        put(heap, position, heap->entries[child]);
        position = child;
    }
    put(heap, position, entry);
}

int heap_add(struct heap *heap, uint64_t when, struct async_node *node)
{
    if (heap->count == heap->room) {
        unsigned room = heap->room ? heap->room * 2 : FIRST_ROOM;
        struct heap_entry *entries = memory_resize(heap->entries, room * sizeof *entries);
        if (!entries)
            return -1;
        heap->entries = entries;
        heap->room = room;
    }
    node->at.timer.order = heap->added++;
    rise(heap, heap->count++, (struct heap_entry){when, node});
    return 0;
}

void heap_remove(struct heap *heap, struct async_node *node)
{
    unsigned position = node->at.timer.position;
    struct heap_entry last = heap->entries[--heap->count];
    if (last.node == node)
        return;
    if (position > 0 && earlier(&last, &heap->entries[(position - 1) / CHILDREN]))
        rise(heap, position, last);
    else
        sink(heap, position, last);
}

void heap_close(struct heap *heap)
{
    memory_resize(heap->entries, 0);
    *heap = (struct heap){0};
}
