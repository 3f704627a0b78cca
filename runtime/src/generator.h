/* SPDX-License-Identifier: MIT
 *
 * Generators from the inside. A chain of yield_from: the outermost one, which the consumer holds,
 * is the root; root->link is the leaf, the innermost, where a resume goes at once; from there
 * `link` leads back out. Each one's `inner` is the next one of the chain, further in.
 */
#ifndef GENERATOR_H
#define GENERATOR_H

#include "error.h"

/* async_generator.state in debug mode: its memory is kept for a while. */
#define GEN_FREED (ASYNC_GEN_DONE + 1)

#define GEN_IGNORED "the generator yielded when it was closed"

static inline struct async_generator *gen_of(const volatile void *handle)
{
    return (struct async_generator *)handle - 1;
}

static inline bool gen_is_async(const struct async_generator *gen)
{
    return gen->flags & ASYNC_GEN_ASYNC;
}

static inline bool gen_has_yielded(const struct async_generator *gen)
{
    return gen->state == ASYNC_GEN_YIELDED || gen->state == ASYNC_GEN_YIELDED_FAR;
}

/* The task that the body runs on when `task` resumes it. */
static inline struct async_task *gen_task(struct async_generator *gen, struct async_task *task)
{
    return gen_is_async(gen) ? task : &gen->task;
}

/* The leaf has been run, on the task of who resumes the root, and stopped. What is next? */
enum gen_step {
    GEN_AGAIN,   /* run the leaf, which is another one now */
    GEN_VALUE,   /* the root has a value */
    GEN_FINISHED /* the root has ended: an error is in its task.thrown */
};

/* closing: NULL, or which one of a chain that is closed has been told so last; the others follow,
 * outwards. */
extern enum gen_step gen_settle(struct async_generator *root, struct async_task *task,
                                struct async_generator **closing);

/* Marks root and leaf as running; the error is in flight in the leaf then. Gives the leaf. */
extern struct async_generator *
gen_start_running(struct async_generator *root, struct async_task *task, struct async_error *error);

/* Ends the program if it must not be touched now. */
extern void gen_check_idle(const struct async_generator *gen);

/* Ends the program if it was freed, and debug mode knows. */
extern void gen_check_freed(const struct async_generator *gen);

/* One that has not begun, or has ended, is not resumed: its error is what there is to say. */
extern void gen_fail(struct async_generator *gen, struct async_error *error);

/* One that is freed has yielded when it was closed: it is going to be ended by ASYNC_FINAL. */
extern void gen_report_ignored(void);

/* Takes the error that it ended with for the task, if nobody has taken it yet. */
extern void gen_hand_error(struct async_generator *gen, struct async_task *task);

/* Frees it, and all that it delegates to; it is not run. */
extern void gen_release(struct async_generator *gen);

/* Closes and frees an async generator by a task of the loop. */
extern void gen_close_later(struct async_generator *gen);

/* Frees the memory for that, which is not needed. */
extern void gen_drop_closer(struct async_generator *gen);

#endif
