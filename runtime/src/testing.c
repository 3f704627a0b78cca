/* SPDX-License-Identifier: MIT
 *
 * The settings of async/testing.h. The batch is permuted by Fisher and Yates, with the generator
 * splitmix64.
 */
#include "testing.h"

struct settings {
    bool is_virtual;
    uint64_t seed;
};

#ifdef ASYNC_NO_THREADS
static struct settings settings;
#else
static _Thread_local struct settings settings;
#endif

void testing_apply(struct async_loop *loop)
{
    loop->is_virtual = settings.is_virtual;
    loop->seed = settings.seed;
}

void async_test_clock(bool is_virtual)
{
    settings.is_virtual = is_virtual;
    if (!loop_here || loop_here->is_virtual == is_virtual)
        return;
    loop_here->virtual_now = loop_now(loop_here); /* those who sleep go on from here */
    loop_here->is_virtual = is_virtual;
}

void async_test_seed(unsigned long long seed)
{
    settings.seed = seed;
    if (loop_here)
        loop_here->seed = seed;
}

void testing_jump(struct async_loop *loop)
{
    if (!loop->ready.head && loop->timers.count && loop->timers.entries[0].when > loop->virtual_now)
        loop->virtual_now = loop->timers.entries[0].when;
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t value = *state += 0x9e3779b97f4a7c15u;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
    value = (value ^ value >> 27) * 0x94d049bb133111ebu;
    return value ^ value >> 31;
}

/* Puts the nodes of an array into a list. */
static void link_all(struct async_node **head, struct async_node **nodes, size_t count)
{
    struct async_node **link = head;
    for (size_t i = 0; i < count; i++) {
        *link = nodes[i];
        nodes[i]->at.list.link = link;
        link = &nodes[i]->at.list.next;
    }
    *link = NULL;
}

static bool is_reaction(const struct async_node *node)
{
    return node->flags & NODE_REACTION;
}

void testing_shuffle(struct async_loop *loop)
{
    size_t count = 0;
    for (struct async_node *node = loop->batch; node; node = node->at.list.next)
        count++;
    struct async_node **nodes = memory_resize(NULL, count * sizeof(struct async_node *));
    if (!nodes)
        return;
    count = 0;
    for (struct async_node *node = loop->batch; node; node = node->at.list.next)
        nodes[count++] = node;
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(&loop->seed) % i;
        struct async_node *last = nodes[i - 1];
        if (is_reaction(last) || is_reaction(nodes[other]))
            continue;
        nodes[i - 1] = nodes[other];
        nodes[other] = last;
    }
    link_all(&loop->batch, nodes, count);
    memory_resize(nodes, 0);
}
