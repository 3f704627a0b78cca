/* SPDX-License-Identifier: MIT
 *
 * What the ABI of generated code needs beside the loop: the tasks' own stacks of memory for frames,
 * the way of calls across files, and the two messages that end a program.
 */
#include "abi.h"
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

#define CHUNK_FIRST   512
#define CHUNK_LARGEST (64 * 1024)

#ifdef ASYNC_NO_THREADS
struct async_call async_call;
#else
_Thread_local struct async_call async_call;
#endif

extern struct async_call *async_call_here(void);

struct async_call *async_call_here(void)
{
    return &async_call;
}

/* ---- the stack of a task ---- */

static size_t chunk_room(const struct async_chunk *chunk)
{
    return (size_t)(chunk->end - async_chunk_base((struct async_chunk *)chunk));
}

/* A chunk with room for size bytes at least, twice as large as the one before it if that is not
 * much already. */
static struct async_chunk *new_chunk(struct async_chunk *prev, size_t size)
{
    size_t head = ASYNC_ROUND(sizeof(struct async_chunk));
    size_t room = prev ? 2 * chunk_room(prev) : CHUNK_FIRST - head;
    if (room > CHUNK_LARGEST)
        room = CHUNK_LARGEST;
    if (room < size)
        room = size;
    struct async_chunk *chunk = memory_resize(NULL, head + room);
    if (!chunk)
        return NULL;
    *chunk = (struct async_chunk){.prev = prev, .end = (char *)chunk + head + room};
    chunk->top = async_chunk_base(chunk);
    return chunk;
}

static void drop_next(struct async_chunk *chunk)
{
    memory_resize(chunk->next, 0);
    chunk->next = NULL;
}

void *async_push_chunk(struct async_task *task, size_t size)
{
    struct async_chunk *chunk = task->stack;
    if (chunk && chunk->next && chunk_room(chunk->next) < size)
        drop_next(chunk);
    struct async_chunk *next = chunk && chunk->next ? chunk->next : new_chunk(chunk, size);
    if (!next)
        return NULL;
    if (chunk)
        chunk->next = next;
    task->stack = next;
    next->top = async_chunk_base(next) + size;
    return async_chunk_base(next);
}

/* The chunk that has become empty is kept for the next push, what was kept before is freed. */
void async_pop_chunk(struct async_task *task)
{
    if (task->stack->next)
        drop_next(task->stack);
    task->stack = task->stack->prev;
}

void async_drop_chunks(struct async_task *task)
{
    if (task->stack && task->stack->next)
        drop_next(task->stack);
    for (struct async_chunk *chunk = task->stack, *prev; chunk; chunk = prev) {
        prev = chunk->prev;
        memory_resize(chunk, 0);
    }
    task->stack = NULL;
}

/* ---- the end ---- */

void async_not_awaited(const char *function)
{
    fprintf(stderr, "awaitc: the async function %s was called without await\n", function);
    abort();
}
