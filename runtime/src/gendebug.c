/* SPDX-License-Identifier: MIT
 *
 * Debug mode for generators: which are alive when the program ends, and memory of freed ones that
 * is kept for a while, so that their use is noticed.
 */
#include "debug.h"
#include "error.h"
#include "generator.h"

#ifndef ASYNC_NO_THREADS
#include <stdatomic.h>
#endif
#include <stdio.h>
#include <stdlib.h>

#define KEPT_AT_MOST 256

/* In front of the generator. */
struct gen_tag {
    struct gen_tag *next, **link; /* among those that are alive, or those that are kept */
    const struct async_site *site;
    void *unused;
};

#ifdef ASYNC_NO_THREADS
static struct gen_tag *alive, *kept;
static unsigned kept_count;
#else
static _Thread_local struct gen_tag *alive, *kept;
static _Thread_local unsigned kept_count;
#endif

static void report_alive(void)
{
    while (kept) {
        struct gen_tag *next = kept->next;
        memory_resize(kept, 0);
        kept = next;
    }
    for (struct gen_tag *tag = alive; tag; tag = tag->next)
        report(ASYNC_REPORT_DEBUG, NULL, "generator %s (%s:%u) was never freed",
               tag->site ? tag->site->function : "?", tag->site ? tag->site->file : "?",
               tag->site ? tag->site->line : 0);
}

/* Whatever thread is first. */
static void register_once(void)
{
#ifdef ASYNC_NO_THREADS
    static bool is_registered;
    if (!is_registered)
        is_registered = atexit(report_alive) == 0;
#else
    static atomic_flag is_registered = ATOMIC_FLAG_INIT;
    if (!atomic_flag_test_and_set(&is_registered))
        atexit(report_alive);
#endif
}

void *debug_gen_take(size_t size, const struct async_site *site)
{
    struct gen_tag *tag = memory_resize(NULL, sizeof *tag + size);
    if (!tag)
        return NULL;
    register_once();
    *tag = (struct gen_tag){.next = alive, .link = &alive, .site = site};
    if (alive)
        alive->link = &tag->next;
    alive = tag;
    return tag + 1;
}

static void free_oldest(void)
{
    struct gen_tag **link = &kept;
    while ((*link)->next)
        link = &(*link)->next;
    memory_resize(*link, 0);
    *link = NULL;
    kept_count--;
}

void debug_gen_give(void *gen)
{
    struct gen_tag *tag = (struct gen_tag *)gen - 1;
    *tag->link = tag->next;
    if (tag->next)
        tag->next->link = tag->link;
    ((struct async_generator *)gen)->state = GEN_FREED;
    tag->next = kept;
    kept = tag;
    if (++kept_count > KEPT_AT_MOST)
        free_oldest();
}
