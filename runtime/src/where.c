/* SPDX-License-Identifier: MIT
 *
 * Where suspended tasks stand. Generated code leaves, for each function that frames go on with, a
 * table of its sites by the frame's state (struct async_places); they stand in a row, which is
 * searched here. Frames of the runtime's own have no table and are passed over.
 */
#include "where.h"

#ifdef ASYNC_NO_THREADS
#define OF_THREAD static
#else
#define OF_THREAD static _Thread_local
#endif

OF_THREAD const struct async_places *first_places, *end_places;

void where_known(const struct async_places *first, const struct async_places *end)
{
    first_places = first;
    end_places = end;
}

static const struct async_places *find(async_status (*resume)(struct async_frame *,
                                                              struct async_task *))
{
    for (const struct async_places *places = first_places; places < end_places; places++)
        if (places->resume == resume)
            return places;
    return NULL;
}

struct place where_noted(const struct async_frame *frame)
{
    unsigned state = find(frame->resume) ? *(const unsigned *)(frame + 1) : 0;
    return (struct place){frame->resume, state};
}

const struct async_site *where_site(struct place place)
{
    const struct async_places *places = place.state ? find(place.resume) : NULL;
    return places ? places->sites[place.state - 1] : NULL;
}

void where_trace(const struct async_task *task, struct async_trace *trace)
{
    trace->passed = 0;
    for (const struct async_frame *frame = task->innermost; frame; frame = frame->parent) {
        const struct async_site *site = where_site(where_noted(frame));
        if (!site)
            continue;
        unsigned i = trace->passed++;
        trace->sites[i < ASYNC_TRACE_FIRST ? i : ASYNC_TRACE_FIRST + i % ASYNC_TRACE_LAST] = site;
    }
}
