/* SPDX-License-Identifier: MIT
 *
 * Waiting for several futures at once: async_all, async_any, async_settle. Each member that is not
 * done yet gets a reaction, in memory from the stack of the waiting task. A reaction notes the
 * outcome of its member, which may be freed afterwards, and the last one (of async_any: the first)
 * wakes the task.
 */
#include "combine.h"
#include "task.h"

#include <errno.h>

enum group_kind { GROUP_ALL, GROUP_ANY, GROUP_SETTLE };

struct async_member {
    struct async_reaction reaction;
    struct async_group *group;
    struct async_future *future; /* NULL: it is done, and its reaction has run */
    unsigned index;
};

/* NULL: there is no handle. */
static struct async_future *member_future(const void *futures, size_t i)
{
    const volatile void *handle = ((const volatile void *const *)futures)[i];
    return handle ? future_checked(handle) : NULL;
}

/* ---- cancelling the members ---- */

static bool ask_members(struct async_loop *loop, struct async_group *group)
{
    bool asked = false;
    if (group->is_asking) /* tasks that wait for each other in a circle */
        return true;
    group->is_asking = 1;
    for (unsigned i = 0; i < group->member_count; i++)
        if (group->members[i].future && future_ask(loop, group->members[i].future))
            asked = true;
    group->is_asking = 0;
    return asked;
}

bool group_ask(struct async_loop *loop, struct async_group *group)
{
    if (group->kind == GROUP_ANY) { /* the members go on */
        group->task->node.flags |= NODE_MUST_CANCEL;
        loop_make_ready(loop, &group->task->node);
        return true;
    }
    if (!ask_members(loop, group))
        return false;
    group->is_cancelled = 1;
    return true;
}

/* ---- the outcome ---- */

/* A member is done: keeps what is to be known of it. The lowest index of those that have failed at
 * the same time comes first. */
static void note_outcome(struct async_group *group, struct async_future *future)
{
    bool failed = future->node.task.thrown || future->node.state == TASK_CANCELLED;
    future->node.flags |= NODE_COLLECTED;
    if (!failed || group->error || group->kind != GROUP_ALL)
        return;
    group->error =
        future->node.task.thrown ? error_copy(future->node.task.thrown) : error_new(ECANCELED);
}

static void member_run(struct async_loop *loop, struct async_reaction *reaction)
{
    struct async_member *member = (struct async_member *)reaction;
    struct async_group *group = member->group;
    bool had_failed = group->error != NULL;
    note_outcome(group, member->future);
    member->future = NULL;
    group->left--;
    if (group->error && !had_failed)
        ask_members(loop, group);
    if (group->left && group->kind != GROUP_ANY)
        return;
    if (group->task->node.state == TASK_GATHERING)
        loop_make_ready(loop, &group->task->node);
}

/* The group's members wait no longer. */
static void leave_members(struct async_loop *loop, struct async_group *group)
{
    for (unsigned i = 0; i < group->member_count; i++)
        node_leave_wait(loop, &group->members[i].reaction.node);
}

static void group_drop(struct async_loop *loop, struct async_link *link)
{
    struct async_group *group =
        (struct async_group *)((char *)link - offsetof(struct async_group, link));
    leave_members(loop, group);
    error_free(group->error);
    error_free(group->held);
}

/* async_any: the lowest index of those that are done by now. */
static void find_first(struct async_group *group)
{
    for (unsigned i = 0; i < group->member_count; i++) {
        struct async_member *member = &group->members[i];
        if (member->future && !future_is_done(member->future))
            continue;
        if (member->future)
            member->future->node.flags |= NODE_COLLECTED;
        if (group->async_ret < 0)
            group->async_ret = (int)member->index;
    }
}

/* ---- the wait ---- */

static async_status group_resume(struct async_frame *frame, struct async_task *task);

static async_status group_suspend(struct async_group *group, struct async_task *task)
{
    struct async_node *node = node_at(task);
    group->head.resume = group_resume;
    task->innermost = &group->head;
    node->state = TASK_GATHERING;
    node->at.group = group;
    return &group->head.parent;
}

/* What the wait ends with: being cancelled comes before the errors of members. */
static async_status conclude(struct async_group *group, struct async_task *task)
{
    struct async_error *error = group->held;
    if (!error && group->is_cancelled)
        error = error_of_request(error_new(ECANCELED));
    if (error) {
        error_free(group->error);
    } else {
        error = group->error;
    }
    task->thrown = error;
    return error ? ASYNC_THROWN : ASYNC_DONE;
}

static async_status group_resume(struct async_frame *frame, struct async_task *task)
{
    struct async_group *group = (struct async_group *)frame;
    if (task->thrown) {
        error_free(group->held);
        group->held = async_hold(task);
        if (group->left && group->kind != GROUP_ANY && group->held != ASYNC_FINAL) {
            ask_members(loop_here, group);
            return group_suspend(group, task);
        }
    }
    find_first(group);
    leave_members(loop_here, group);
    link_remove(&group->link);
    async_pop(task, group->members);
    return conclude(group, task);
}

/* Notes those that are done: the number of the others, or -1 and errno. */
static int survey(struct async_group *group, const void *futures, size_t count)
{
    int left = 0;
    for (size_t i = 0; i < count; i++) {
        struct async_future *future = member_future(futures, i);
        if (!future || future == group->task) {
            errno = future ? EDEADLK : EINVAL;
            return -1;
        }
        if (!future_is_done(future)) {
            left++;
            continue;
        }
        note_outcome(group, future);
        if (group->async_ret < 0)
            group->async_ret = (int)i;
    }
    return left;
}

static void add_members(struct async_group *group, const void *futures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct async_future *future = member_future(futures, i);
        if (future_is_done(future))
            continue;
        struct async_member *member = &group->members[group->member_count++];
        *member = (struct async_member){
            .reaction = {{.flags = NODE_REACTION | NODE_COLLECTS}, member_run},
            .group = group,
            .future = future,
            .index = (unsigned)i};
        future_add_waiter(future, &member->reaction.node, TASK_AWAITING);
    }
}

static async_status group_start(struct async_group *group, struct async_task *task,
                                const void *futures, size_t count, enum group_kind kind)
{
    *group = (struct async_group){.task = task_at(task), .kind = kind, .async_ret = -1};
    int left = survey(group, futures, count);
    if (left < 0 || (kind == GROUP_ANY && !count)) {
        error_free(group->error);
        return async_throw(task, left < 0 ? errno : EINVAL, NULL);
    }
    if (!left || (kind == GROUP_ANY && group->async_ret >= 0))
        return conclude(group, task);
    group->members = async_push(task, (size_t)left * sizeof group->members[0]);
    if (!group->members) {
        error_free(group->error);
        return async_throw(task, ENOMEM, NULL);
    }
    group->left = (unsigned)left;
    add_members(group, futures, count);
    link_add(&group->link, group->task, group_drop);
    async_status status = group_suspend(group, task);
    if (group->error)
        ask_members(loop_here, group);
    return status;
}

async_status async_all_n__start(struct async_group *group, struct async_task *task,
                                const void *futures, size_t count)
{
    return group_start(group, task, futures, count, GROUP_ALL);
}

async_status async_settle_n__start(struct async_group *group, struct async_task *task,
                                   const void *futures, size_t count)
{
    return group_start(group, task, futures, count, GROUP_SETTLE);
}

async_status async_any_n__start(struct async_group *group, struct async_task *task,
                                const void *futures, size_t count, int *ret)
{
    async_status status = group_start(group, task, futures, count, GROUP_ANY);
    *ret = group->async_ret;
    return status;
}
