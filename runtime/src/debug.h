/* SPDX-License-Identifier: MIT
 *
 * Debug mode from the inside. In it the memory of every future begins with a struct debug_tag, in
 * front of the core, and its size_class has SIZE_TAGGED set. What is freed is kept for a while, in
 * the order of freeing.
 */
#ifndef DEBUG_H
#define DEBUG_H

#include "loop.h"
#include "where.h"

struct debug_tag {
    const struct async_site *site; /* of the spawn; NULL: unknown */
    struct async_loop *loop;
    size_t size;            /* of core and value and what else */
    struct async_site made; /* of a bare one: where */
};

_Static_assert(sizeof(struct debug_tag) % ASYNC_ALIGN == 0, "the core follows, aligned");

static inline bool debug_is_tagged(const struct async_future *future)
{
    return future->node.size_class & SIZE_TAGGED;
}

static inline struct debug_tag *debug_tag_of(const struct async_future *future)
{
    return (struct debug_tag *)future - 1;
}

/* Is debug mode on, for what this thread begins? */
extern bool debug_is_on(void);

/* Memory for a future of that many bytes, tagged and poisoned: its node's size_class is set. */
extern struct async_future *debug_take(struct async_loop *loop, size_t size);
extern void debug_give(struct async_loop *loop, struct async_future *future);

/* Notes where a bare future was made. */
extern void debug_made(struct async_future *future, const char *file, unsigned line);

/* What reports call a node: with the place of its spawn, if debug mode knows it. */
struct debug_name {
    char text[160];
};

extern struct debug_name debug_name_of(const struct async_node *node);

/* Ends the program, which did what it must not with the future. */
extern ASYNC_NEVER_RETURNS void debug_misused(const struct async_future *future,
                                              const char *problem);

/* Ends the program if the future was freed, or is used by a wrong thread. */
extern void debug_check(const struct async_future *future);

/* One step of a node: loop->step while it lasts. */
struct debug_step {
    struct async_node *node;
    const struct async_site *site; /* of the task, as in its tag */
    struct place from;             /* where it stood */
    bool is_task;
    uint64_t begin;
};

extern void debug_step_begin(struct async_loop *loop, struct debug_step *step,
                             struct async_node *node);
extern void debug_step_end(struct async_loop *loop);

/* A join that goes on for a second is reported. What begin gives goes to end; NULL: nothing. */
extern void *debug_join_begin(struct async_loop *loop, struct async_node *joiner,
                              struct async_future *child);
extern void debug_join_end(struct async_loop *loop, void *watch);

/* Reports the tasks, each with what it waits for. */
extern void debug_dump(struct async_loop *loop, enum async_report_kind kind);

/* The loop closes: reports what is pending, frees what was kept. */
extern void debug_pending(struct async_loop *loop);
extern void debug_close(struct async_loop *loop);

/* Generators: memory with a tag, and freeing it; NULL: no memory. */
extern void *debug_gen_take(size_t size, const struct async_site *site);
extern void debug_gen_give(void *gen);

#endif
