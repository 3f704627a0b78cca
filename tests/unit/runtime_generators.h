/* SPDX-License-Identifier: MIT
 *
 * Generators by hand, as awaitc would write them: what the tests of plain and of async ones share.
 */
#ifndef RUNTIME_GENERATORS_H
#define RUNTIME_GENERATORS_H

#include "runtime_clock.h"

struct gen;
typedef async_status gen_body(struct gen *g, struct async_task *task);

struct gen {
    struct async_generator core;
    long value;

    struct async_frame head;
    unsigned state;
    gen_body *body;
    long n, i, got;
    long *inner;
    struct async_error *caught;
    struct async_wait wait;
};

static async_status gen_resume(struct async_frame *frame, struct async_task *task)
{
    struct gen *g = (struct gen *)((char *)frame - offsetof(struct gen, head));
    return g->body(g, task);
}

static void begin(struct gen *g, gen_body *body, long n, unsigned flags)
{
    memset((char *)g + sizeof g->core, 0, sizeof *g - sizeof g->core);
    async_gen_begin(&g->core, &g->head, gen_resume, flags);
    g->body = body;
    g->n = n;
}

static long *make(gen_body *body, long n, unsigned flags)
{
    static const struct async_site site = {"make", "file.c", 7};
    struct gen *g = async_gen_new(sizeof *g, NULL, &site);
    if (!g)
        return NULL;
    begin(g, body, n, flags);
    return &g->value;
}

#define GEN(NAME)                                                                                  \
    static async_status NAME(struct gen *g __attribute__((unused)),                                \
                             struct async_task *task __attribute__((unused)))
#define GEN_BEGIN                                                                                  \
    async_status status __attribute__((unused));                                                   \
    switch (g->state) {                                                                            \
    case 0:
#define GEN_END                                                                                    \
    goto leave;                                                                                    \
    leave:;                                                                                        \
    }                                                                                              \
    return task->thrown ? ASYNC_THROWN : ASYNC_DONE

/* yield VALUE; an error goes to the label. */
#define GIVE_OR(LABEL, VALUE)                                                                      \
    do {                                                                                           \
        *(long *)g->core.async_out = (VALUE);                                                      \
        g->state = __LINE__;                                                                       \
        return g->core.flags & ASYNC_GEN_ASYNC ? async_yielded_far(&g->core)                       \
                                               : async_yielded(&g->core);                          \
    case __LINE__:                                                                                 \
        if (task->thrown)                                                                          \
            goto LABEL;                                                                            \
    } while (0)
#define GIVE(VALUE) GIVE_OR(leave, VALUE)
#define RECEIVED(T) (*(T *)async_received(&g->core, ASYNC_TYPE(T), &(T){0}))

/* RESULT = yield_from(long, INNER) */
#define DELEGATE_OR(LABEL, RESULT, INNER)                                                          \
    do {                                                                                           \
        g->inner = (INNER);                                                                        \
        g->state = __LINE__;                                                                       \
        return async_delegated(&g->core, g->inner);                                                \
    case __LINE__:                                                                                 \
        if (!task->thrown)                                                                         \
            (RESULT) = *(long *)async_delegate_value(&g->core, ASYNC_TYPE(long), &(long){0});      \
        async_delegate_end(&g->core);                                                              \
        if (task->thrown)                                                                          \
            goto LABEL;                                                                            \
    } while (0)

#define GEN_RETURN(VALUE)                                                                          \
    do {                                                                                           \
        __typeof__(VALUE) value_ = (VALUE);                                                        \
        if (async_gen_return(&g->core, task, &value_, ASYNC_TYPE_OF(VALUE)))                       \
            goto leave;                                                                            \
        goto leave;                                                                                \
    } while (0)

/* Gives the numbers below n, then ten times n. */
GEN(count)
{
    GEN_BEGIN
    for (g->i = 0; g->i < g->n; g->i++)
        GIVE_OR(closed, g->i);
    note('e');
    GEN_RETURN(g->n * 10);
closed:
    note(async_code(task->thrown) == ASYNC_CLOSED ? 'c' : 't');
    goto leave;
    GEN_END;
}

#endif
