/* SPDX-License-Identifier: MIT
 *
 * Generators: resuming, delegating (yield_from), closing, freeing; and the calls of plain ones. A
 * body that stops says by its state why: it has yielded, wants to delegate, or (still "running")
 * has ended. All that goes in, values and errors, goes to the leaf of the chain; what a leaf ends
 * with goes to the one that delegates to it.
 */
#include "generator.h"
#include "debug.h"
#include "memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct async_generator) % ASYNC_ALIGN == 0, "the value follows, aligned");

void *async_gen_new(size_t size, void *room, const struct async_site *site)
{
    bool is_debug = debug_is_on();
    struct async_generator *gen = is_debug ? debug_gen_take(size, site)
                                  : room   ? room
                                           : memory_resize(NULL, size);
    if (gen)
        gen->flags = is_debug ? ASYNC_GEN_TAGGED : room ? ASYNC_GEN_PLACED : 0;
    return gen;
}

void gen_check_freed(const struct async_generator *gen)
{
    if (gen->state == GEN_FREED)
        gen_check_idle(gen);
}

void gen_check_idle(const struct async_generator *gen)
{
    const char *problem = gen->flags & ASYNC_GEN_TAKEN      ? "is run by a yield_from"
                          : gen->state == ASYNC_GEN_RUNNING ? "already running"
                          : gen->state == GEN_FREED         ? "was used after it was freed"
                                                            : NULL;
    if (!problem)
        return;
    fprintf(stderr, "async: generator %s\n", problem);
    abort();
}

/* ---- running a chain ---- */

struct async_generator *gen_start_running(struct async_generator *root, struct async_task *task,
                                          struct async_error *error)
{
    struct async_generator *leaf = root->link;
    root->state = leaf->state = ASYNC_GEN_RUNNING;
    if (error)
        gen_task(leaf, task)->thrown = error;
    return leaf;
}

/* The outermost of the chain has its value in one place: theirs. */
static void share_out(struct async_generator *inner, void *out)
{
    for (; inner; inner = inner->inner)
        inner->async_out = out;
}

/* Why the inner one cannot be delegated to: a code, or 0. */
static int refuse(const struct async_generator *leaf)
{
    const struct async_generator *inner = leaf->inner;
    if (!inner)
        return ENOMEM;
    if (gen_is_async(inner) && !gen_is_async(leaf))
        return EINVAL;
    return 0;
}

/* The leaf has come to a yield_from: the inner one's leaf is that of the chain now. */
static enum gen_step delegate(struct async_generator *root, struct async_generator *leaf,
                              struct async_task *task)
{
    struct async_generator *inner = leaf->inner;
    int refused = refuse(leaf);
    leaf->state = ASYNC_GEN_RUNNING;
    if (refused) {
        async_throw(gen_task(leaf, task), refused, NULL);
        return GEN_AGAIN;
    }
    gen_check_idle(inner);
    if (inner->state == ASYNC_GEN_DONE) {
        gen_hand_error(inner, gen_task(leaf, task));
        return GEN_AGAIN;
    }
    root->link = inner->link;
    root->link->sent = NULL;
    inner->link = leaf;
    inner->flags |= ASYNC_GEN_TAKEN;
    share_out(inner, leaf->async_out);
    gen_start_running(root, task, NULL);
    return GEN_AGAIN;
}

/* Goes on with who delegates to `inner`, which is taken no longer. */
static enum gen_step go_out(struct async_generator *root, struct async_generator *inner,
                            struct async_generator *outer, struct async_task *task,
                            struct async_error *error)
{
    inner->flags &= (unsigned char)~ASYNC_GEN_TAKEN;
    root->link = outer;
    outer->sent = NULL;
    gen_start_running(root, task, error);
    return GEN_AGAIN;
}

/* The leaf has ended: the error that is in flight in its task is the next one's. */
static enum gen_step hand_out(struct async_generator *root, struct async_generator *leaf,
                              struct async_task *task, struct async_generator **closing)
{
    struct async_generator *outer = leaf->link;
    struct async_error *error = async_hold(gen_task(leaf, task));
    leaf->state = ASYNC_GEN_DONE;
    leaf->link = leaf;
    if (error)
        async_gen_forget(leaf);
    if (leaf == root) {
        gen_fail(root, error);
        if (error == ASYNC_FINAL && gen_is_async(root)) /* it goes on in the task */
            task->thrown = error;
        return GEN_FINISHED;
    }
    if (closing && *closing == leaf) { /* who delegates is closed too */
        *closing = outer;
        if (!error)
            error = error_new(ASYNC_CLOSED);
        else if (error == ASYNC_FINAL)
            error = error_new(async_error(EPROTO, GEN_IGNORED));
    }
    return go_out(root, leaf, outer, task, error);
}

/* The leaf has a value. One that yields when it is closed, be it by delegating anew, is ended if
 * another one delegates to it, whose error that is. */
static enum gen_step give_value(struct async_generator *root, struct async_generator *leaf,
                                struct async_task *task, struct async_generator **closing)
{
    if (closing && *closing != root) {
        gen_start_running(root, task, ASYNC_FINAL);
        return GEN_AGAIN;
    }
    if (leaf != root)
        leaf->state = root->state = ASYNC_GEN_YIELDED_FAR;
    return GEN_VALUE;
}

enum gen_step gen_settle(struct async_generator *root, struct async_task *task,
                         struct async_generator **closing)
{
    struct async_generator *leaf = root->link;
    switch ((enum async_gen_state)leaf->state) {
    case ASYNC_GEN_YIELDED:
    case ASYNC_GEN_YIELDED_FAR:
        return give_value(root, leaf, task, closing);
    case ASYNC_GEN_DELEGATING:
        return delegate(root, leaf, task);
    case ASYNC_GEN_NEW:
    case ASYNC_GEN_RUNNING:
    case ASYNC_GEN_DONE:
        break;
    }
    return hand_out(root, leaf, task, closing);
}

/* Goes on until the root has a value or has ended. */
static bool finish(struct async_generator *root, struct async_generator **closing)
{
    for (;;) {
        enum gen_step step = gen_settle(root, NULL, closing);
        if (step != GEN_AGAIN)
            return step == GEN_VALUE;
        struct async_generator *leaf = root->link;
        leaf->body->resume(leaf->body, &leaf->task);
    }
}

static bool run(struct async_generator *root, const void *sent, const struct async_type *type,
                struct async_error *error, bool is_closing)
{
    struct async_generator *leaf = gen_start_running(root, NULL, error), *closing = leaf;
    leaf->sent = sent;
    leaf->sent_type = type;
    leaf->body->resume(leaf->body, &leaf->task);
    leaf->sent = NULL;
    return finish(root, is_closing ? &closing : NULL);
}

bool async_gen_came_back(struct async_generator *core)
{
    return finish(core, NULL);
}

/* ---- errors ---- */

void gen_report_ignored(void)
{
    report(ASYNC_REPORT_UNCOLLECTED, NULL,
           "a generator yielded when it was closed, and was ended there");
}

void gen_fail(struct async_generator *gen, struct async_error *error)
{
    error_free(gen->task.thrown);
    gen->task.thrown = error != ASYNC_FINAL ? error : NULL;
    gen->state = ASYNC_GEN_DONE;
    gen->flags &= (unsigned char)~ASYNC_GEN_COLLECTED;
}

void gen_hand_error(struct async_generator *gen, struct async_task *task)
{
    if (gen->state != ASYNC_GEN_DONE || !gen->task.thrown || gen->flags & ASYNC_GEN_COLLECTED)
        return;
    gen->flags |= ASYNC_GEN_COLLECTED;
    task->thrown = error_copy(gen->task.thrown);
    if (error_is_request(gen->task.thrown))
        task->thrown = error_of_request(task->thrown);
}

int gen_error(async_generator_handle handle)
{
    if (!handle)
        return ENOMEM;
    struct async_generator *gen = gen_of(handle);
    gen_check_freed(gen);
    if (gen->state != ASYNC_GEN_DONE || !gen->task.thrown)
        return 0;
    gen->flags |= ASYNC_GEN_COLLECTED;
    return async_code(gen->task.thrown);
}

bool gen_done(async_generator_handle handle)
{
    if (handle)
        gen_check_freed(gen_of(handle));
    return !handle || gen_of(handle)->state == ASYNC_GEN_DONE;
}

/* ---- the calls of plain generators ---- */

static void refuse_async(const struct async_generator *gen)
{
    if (!gen_is_async(gen))
        return;
    fprintf(stderr, "async: an async generator goes with gen_anext, not with gen_next\n");
    abort();
}

/* Can it be resumed? Not when there is none, or it has ended. */
static bool is_alive(async_generator_handle handle)
{
    if (!handle)
        return false;
    gen_check_idle(gen_of(handle));
    refuse_async(gen_of(handle));
    return gen_of(handle)->state != ASYNC_GEN_DONE;
}

bool async_gen_resume(async_generator_handle handle)
{
    return is_alive(handle) && run(gen_of(handle), NULL, NULL, NULL, false);
}

bool async_gen_send(async_generator_handle handle, const void *value, const struct async_type *type)
{
    if (!is_alive(handle))
        return false;
    if (gen_of(handle)->state == ASYNC_GEN_NEW)
        return async_gen_resume(handle);
    return run(gen_of(handle), value, type, NULL, false);
}

bool gen_throw(async_generator_handle handle, int code)
{
    struct async_error *error = error_new(code);
    if (!handle) {
        error_free(error);
        return false;
    }
    if (!is_alive(handle) || gen_of(handle)->state == ASYNC_GEN_NEW) {
        gen_fail(gen_of(handle), error);
        return false;
    }
    return run(gen_of(handle), NULL, NULL, error, false);
}

int gen_close(async_generator_handle handle)
{
    if (!is_alive(handle))
        return 0;
    struct async_generator *gen = gen_of(handle);
    if (gen->state == ASYNC_GEN_NEW) {
        gen->state = ASYNC_GEN_DONE;
        return 0;
    }
    if (run(gen, NULL, NULL, error_new(ASYNC_CLOSED), true))
        return EPROTO;
    if (!gen->task.thrown)
        return 0;
    int code = async_code(gen->task.thrown);
    if (code == ASYNC_CLOSED)
        gen_fail(gen, NULL);
    return code == ASYNC_CLOSED ? 0 : code;
}

void gen_release(struct async_generator *gen)
{
    if (gen->inner)
        gen_release(gen->inner);
    async_gen_forget(gen);
    error_free(gen->task.thrown);
    async_drop_chunks(&gen->task);
    gen_drop_closer(gen);
    gen->inner = NULL;
    gen->task.thrown = NULL;
    if (gen->flags & ASYNC_GEN_TAGGED)
        debug_gen_give(gen);
    else if (!(gen->flags & ASYNC_GEN_PLACED))
        memory_resize(gen, 0);
}

void gen_free(async_generator_handle handle)
{
    if (!handle)
        return;
    struct async_generator *gen = gen_of(handle);
    gen_check_idle(gen);
    if (gen_has_yielded(gen) && gen_is_async(gen)) {
        gen_close_later(gen);
        return;
    }
    if (gen_has_yielded(gen) && gen_close(handle) == EPROTO && gen->state != ASYNC_GEN_DONE) {
        gen_report_ignored();
        run(gen, NULL, NULL, ASYNC_FINAL, false);
    }
    if (gen->task.thrown && !(gen->flags & ASYNC_GEN_COLLECTED))
        report(ASYNC_REPORT_UNCOLLECTED, gen->task.thrown,
               "a generator failed and nobody asked for its error");
    gen_release(gen);
}

/* ---- the same in async functions and generators ---- */

static bool hand(struct async_task *task, async_generator_handle handle, bool result)
{
    if (!handle)
        async_throw(task, ENOMEM, NULL);
    else if (!result)
        gen_hand_error(gen_of(handle), task);
    return result;
}

/* It has no further value. */
bool async_gen_over(struct async_task *task, async_generator_handle handle)
{
    return hand(task, handle, false);
}

bool async_gen_send_in(struct async_task *task, async_generator_handle handle, const void *value,
                       const struct async_type *type)
{
    return hand(task, handle, async_gen_send(handle, value, type));
}

bool async_gen_throw_in(struct async_task *task, async_generator_handle handle, int code)
{
    return hand(task, handle, gen_throw(handle, code));
}

void async_gen_close_in(struct async_task *task, async_generator_handle handle)
{
    if (!handle)
        return;
    if (gen_close(handle) == EPROTO && gen_of(handle)->state != ASYNC_GEN_DONE)
        async_throw(task, async_error(EPROTO, GEN_IGNORED), NULL);
    else
        gen_hand_error(gen_of(handle), task);
}
