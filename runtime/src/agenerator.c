/* SPDX-License-Identifier: MIT
 *
 * Async generators: they run on the task of who resumes them. The frame of the leaf that resumes
 * one (struct async_gen_wait) is the parent of the body's frame: so when the body stops, after
 * however many awaits, the leaf is resumed and sees what it stopped for.
 */
#include "generator.h"
#include "task.h"

#include <errno.h>

/* async_gen_wait.is_closing: it is ended if it yields all the same. */
#define FOR_GOOD 2

static async_status wait_resume(struct async_frame *frame, struct async_task *task);

/* The task that closes a generator that is freed before its end. Its memory is there from when the
 * generator begins: freeing cannot fail. */
struct closer {
    struct async_future future;
    struct async_frame frame; /* the generator's task.innermost points at it: it has no other use */
    struct async_generator *gen;
    struct async_gen_wait wait;
    bool has_begun;
};

static struct closer *closer_of(struct async_frame *frame)
{
    return (struct closer *)((char *)frame - offsetof(struct closer, frame));
}

/* false: no memory. */
static bool reserve_closer(struct async_generator *gen)
{
    if (!gen_is_async(gen) || gen->flags & ASYNC_GEN_PLACED)
        return true;
    struct closer *closer = memory_resize(NULL, sizeof *closer);
    if (!closer)
        return false;
    gen->task.innermost = &closer->frame;
    return true;
}

void gen_drop_closer(struct async_generator *gen)
{
    if (gen_is_async(gen) && gen->task.innermost)
        memory_resize(closer_of(gen->task.innermost), 0);
}

/* The root has a value, or has ended. */
static async_status conclude(struct async_gen_wait *wait, struct async_task *task, bool has_value)
{
    struct async_generator *root = wait->root;
    wait->async_ret = has_value;
    root->link->sent = NULL;
    if (has_value && wait->is_closing)
        return async_throw(task, async_error(EPROTO, GEN_IGNORED), NULL);
    if (has_value)
        return ASYNC_DONE;
    if (wait->is_closing && root->task.thrown && async_code(root->task.thrown) == ASYNC_CLOSED)
        gen_fail(root, NULL);
    gen_hand_error(root, task);
    return task->thrown ? ASYNC_THROWN : ASYNC_DONE;
}

/* The leaf's body has stopped, or (run_first) is to be run: goes on until one has to wait, or the
 * root is done with. */
static async_status go_on(struct async_gen_wait *wait, struct async_task *task, bool run_first)
{
    struct async_generator *root = wait->root, **closing = wait->is_closing ? &wait->closing : NULL;
    enum gen_step step = GEN_AGAIN;
    if (!run_first)
        step = gen_settle(root, task, closing);
    while (step == GEN_AGAIN) {
        struct async_generator *leaf = root->link;
        async_status status = leaf->body->resume(leaf->body, gen_task(leaf, task));
        if (!async_over(status)) {
            *status = &wait->head;
            wait->head.resume = wait_resume;
            return &wait->head.parent;
        }
        step = gen_settle(root, task, closing);
    }
    if (step == GEN_VALUE && wait->is_closing == FOR_GOOD) {
        gen_report_ignored();
        wait->is_closing = 0;
        gen_start_running(root, task, ASYNC_FINAL);
        return go_on(wait, task, true);
    }
    return conclude(wait, task, step == GEN_VALUE);
}

static async_status wait_resume(struct async_frame *frame, struct async_task *task)
{
    return go_on((struct async_gen_wait *)frame, task, false);
}

/* Resumes the generator with a value or an error. One that has not begun or has ended takes none.
 */
static async_status start(struct async_gen_wait *wait, struct async_task *task,
                          async_generator_handle handle, struct async_error *error)
{
    wait->async_ret = false;
    if (!handle) {
        error_free(error);
        return async_throw(task, ENOMEM, NULL);
    }
    struct async_generator *root = wait->root = gen_of(handle);
    if (root->state == ASYNC_GEN_RUNNING) {
        error_free(error);
        return async_throw(task, EBUSY, NULL);
    }
    gen_check_idle(root);
    bool is_new = root->state == ASYNC_GEN_NEW;
    if (root->state == ASYNC_GEN_DONE || (is_new && error)) {
        root->state = ASYNC_GEN_DONE;
        if (error && !wait->is_closing)
            gen_fail(root, error);
        else
            error_free(error);
        return conclude(wait, task, false);
    }
    if (is_new && !reserve_closer(root))
        return async_throw(task, ENOMEM, NULL);
    wait->closing = gen_start_running(root, task, error);
    return go_on(wait, task, true);
}

static async_status resume_with(struct async_gen_wait *wait, struct async_task *task,
                                async_generator_handle handle, const void *value,
                                const struct async_type *type)
{
    if (handle) {
        struct async_generator *root = gen_of(handle), *leaf = root->link;
        if (gen_has_yielded(root)) {
            leaf->sent = value;
            leaf->sent_type = type;
        }
    }
    wait->is_closing = 0;
    return start(wait, task, handle, NULL);
}

async_status gen_anext__start(struct async_gen_wait *wait, struct async_task *task,
                              async_generator_handle handle, bool *ret)
{
    async_status status = resume_with(wait, task, handle, NULL, NULL);
    *ret = wait->async_ret;
    return status;
}

async_status async_gen_asend__start(struct async_gen_wait *wait, struct async_task *task,
                                    async_generator_handle handle, const void *value,
                                    const struct async_type *type, bool *ret)
{
    async_status status = resume_with(wait, task, handle, value, type);
    *ret = wait->async_ret;
    return status;
}

async_status gen_athrow__start(struct async_gen_wait *wait, struct async_task *task,
                               async_generator_handle handle, int code, bool *ret)
{
    wait->is_closing = 0;
    async_status status = start(wait, task, handle, error_new(code));
    *ret = wait->async_ret;
    return status;
}

async_status gen_aclose__start(struct async_gen_wait *wait, struct async_task *task,
                               async_generator_handle handle)
{
    wait->is_closing = 1;
    return handle ? start(wait, task, handle, error_new(ASYNC_CLOSED)) : ASYNC_DONE;
}

/* ---- closing one that was freed before its end ---- */

static async_status closer_resume(struct async_frame *frame, struct async_task *task)
{
    struct closer *closer = closer_of(frame);
    if (!closer->has_begun) {
        closer->has_begun = true;
        async_release(task, async_hold(task)); /* the end of the loop: it closes all the same */
        closer->wait.is_closing = FOR_GOOD;
        async_status status = start(&closer->wait, task, closer->gen + 1, error_new(ASYNC_CLOSED));
        if (!async_over(status)) {
            *status = &closer->frame;
            return &closer->frame.parent;
        }
    }
    gen_release(closer->gen);
    return task->thrown ? ASYNC_THROWN : ASYNC_DONE;
}

void gen_close_later(struct async_generator *gen)
{
    struct async_loop *loop = loop_here;
    if (!loop || !gen->task.innermost) {
        report(ASYNC_REPORT_UNCOLLECTED, NULL,
               "an async generator that had not ended was freed without a loop to close it");
        gen_release(gen);
        return;
    }
    struct closer *closer = closer_of(gen->task.innermost);
    gen->task.innermost = NULL;
    *closer = (struct closer){.gen = gen, .frame.resume = closer_resume};
    closer->future.node.size_class = POOL_PLAIN;
    task_prepare(loop, &closer->future);
    async_task_begin(&closer->future, &closer->frame, ASYNC_NO_OWNER, ASYNC_DISCARDED, NULL);
    closer->future.node.state = TASK_READY; /* a request to cancel does not end it unrun */
}
