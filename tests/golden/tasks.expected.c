#define ASYNC_GENERATED 1
#include <async.h>

struct fetch__frame {
    struct async_frame head;
    unsigned state;
    const char *name;
    struct async_wait async_yield_5;
};

enum { fetch_line_5 = 1 };

static const struct async_site fetch__site_5 = {"fetch", "tasks.c", 5};
ASYNC_UNUSED static const struct async_site *const fetch__places[] = {&fetch__site_5};

static async_status fetch__run(struct fetch__frame *f, unsigned at, struct async_task *task, const char *name, int *ret)
{
    async_status st;
    switch (at) {
    case 0: break;
    case fetch_line_5: goto fetch_line_5;
    default: ASYNC_NOT_REACHED();
    }

    st = async_yield__start(&f->async_yield_5, task);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->name = name;
            f->state = fetch_line_5;
            return async_suspend(f);
        fetch_line_5:;
            name = f->name;
        }
        if (async_failed(task, &fetch__site_5)) {
            return ASYNC_THROWN;
        }
    }
    
    *ret = name[0];
    return ASYNC_DONE;

}


struct fetch__task {
    struct async_future core;
    int value;
    union {
        struct fetch__frame frame;
        struct {
            struct async_frame head;
            const char *async_a1;
        } start;
    } u;
};

static async_status fetch__continue(struct async_frame *frame, struct async_task *task)
{
    struct fetch__task *t = (struct fetch__task *)(void *)task;
    (void)frame;
    return fetch__run(&t->u.frame, async_resumed_at(t->u.frame.state), task, (void *)frame, &t->value);
}
ASYNC_PLACES(fetch__continue, fetch__places);

static async_status fetch__begin(struct async_frame *frame, struct async_task *task)
{
    struct fetch__task *t = (struct fetch__task *)(void *)task;
    (void)frame;
    async_status st = fetch__run(&t->u.frame, 0, task, t->u.start.async_a1, &t->value);
    if (!async_over(st))
        async_set_resume(frame, fetch__continue);
    return st;
}

ASYNC_UNUSED static int *fetch__spawn(struct async_owner *owner, enum async_how how, const struct async_site *site, const char *async_a1)
{
    struct fetch__task *t = async_task_new(sizeof *t);
    if (!t)
        return 0;
    t->u.start.async_a1 = async_a1;
    async_set_resume(&t->u, fetch__begin);
    async_task_begin(&t->core, &t->u.start.head, owner, how, site);
    return &t->value;
}

struct both__frame {
    struct async_frame head;
    unsigned state;
    union {
        struct {
            int *b;
            int *value_13;
        };
        struct {
            struct async_join join_14;
            int way_1;
            int returned;
        };
        struct {
            int *value_13_3;
            int value_13_2;
        };
    };
    struct async_owner tasks;
};

enum {
    both_line_13 = 1,
    both_line_13_2,
    both_line_14,
};

static const struct async_site both__site_13 = {"both", "tasks.c", 13};
static const struct async_site both__site_14 = {"both", "tasks.c", 14};
static const struct async_site both__site_11 = {"both", "tasks.c", 11};
static const struct async_site both__site_12 = {"both", "tasks.c", 12};
static const struct async_site both__spawns_fetch_11 = {"fetch", "tasks.c", 11};
static const struct async_site both__spawns_fetch_12 = {"fetch", "tasks.c", 12};
ASYNC_UNUSED static const struct async_site *const both__places[] = {&both__site_13, &both__site_13, &both__site_14};

static async_status both__run(struct both__frame *f, unsigned at, struct async_task *task, int *ret)
{
    async_status st;
    int way_1 = 0;
    int returned = 0;
    int *value_13;
    int value_13_2;
    int *value_13_3;
    switch (at) {
    case 0: break;
    case both_line_13: goto both_line_13;
    case both_line_13_2: goto both_line_13_2;
    case both_line_14: goto both_line_14;
    default: ASYNC_NOT_REACHED();
    }

    f->tasks.async_tasks = 0;
    int *a = fetch__spawn(&f->tasks, ASYNC_OWNED, &both__spawns_fetch_11, "x");
    if (!a) {
        async_not_spawned(task, &both__site_11);
        way_1 = 0;
        goto leave_1;
    }
    int *b = fetch__spawn(&f->tasks, ASYNC_OWNED, &both__spawns_fetch_12, "y");
    if (!b) {
        async_not_spawned(task, &both__site_12);
        way_1 = 0;
        goto leave_1;
    }
    value_13 = a;
    st = async_future_wait(value_13, task);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->b = b;
            f->value_13 = value_13;
            f->state = both_line_13;
            return async_suspend(f);
        both_line_13:;
            b = f->b;
            value_13 = f->value_13;
        }
        if (async_failed(task, &both__site_13)) {
            way_1 = 0;
            goto leave_1;
        }
    }
    value_13_2 = *(value_13);
    value_13_3 = b;
    st = async_future_wait(value_13_3, task);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->value_13_2 = value_13_2;
            f->value_13_3 = value_13_3;
            f->state = both_line_13_2;
            return async_suspend(f);
        both_line_13_2:;
            value_13_2 = f->value_13_2;
            value_13_3 = f->value_13_3;
        }
        if (async_failed(task, &both__site_13)) {
            way_1 = 0;
            goto leave_1;
        }
    }
    returned = value_13_2 + *(value_13_3);
    way_1 = 2;
    goto leave_1;
    leave_1:;
    if (f->tasks.async_tasks) {
        st = async_owner_join__start(&f->join_14, task, &f->tasks, 0);
        if (st) {
            async_link(st, f);
            f->way_1 = way_1;
            f->returned = returned;
            f->state = both_line_14;
            return async_suspend(f);
        both_line_14:;
            way_1 = f->way_1;
            returned = f->returned;
        }
    }
    if (way_1 == 2) {
        (*ret) = returned;
        return ASYNC_DONE;
    }
    return ASYNC_THROWN;
    return ASYNC_DONE;
}


struct both__task {
    struct async_future core;
    int value;
    union {
        struct both__frame frame;
        struct {
            struct async_frame head;
        } start;
    } u;
};

static async_status both__continue(struct async_frame *frame, struct async_task *task)
{
    struct both__task *t = (struct both__task *)(void *)task;
    (void)frame;
    return both__run(&t->u.frame, async_resumed_at(t->u.frame.state), task, &t->value);
}
ASYNC_PLACES(both__continue, both__places);

static async_status both__begin(struct async_frame *frame, struct async_task *task)
{
    struct both__task *t = (struct both__task *)(void *)task;
    (void)frame;
    async_status st = both__run(&t->u.frame, 0, task, &t->value);
    if (!async_over(st))
        async_set_resume(frame, both__continue);
    return st;
}

ASYNC_UNUSED static int *both__spawn(struct async_owner *owner, enum async_how how, const struct async_site *site)
{
    struct both__task *t = async_task_new(sizeof *t);
    if (!t)
        return 0;
    async_set_resume(&t->u, both__begin);
    async_task_begin(&t->core, &t->u.start.head, owner, how, site);
    return &t->value;
}

static int both__async_run(void)
{
    static int none;
    int value = none;
    static const struct async_site site = {"both", 0, 0};
    int *handle = async_run_open(ASYNC_ALL_PLACES) ? both__spawn(ASYNC_NO_OWNER, ASYNC_KEPT, &site) : 0;
    if (async_run_until(handle) == 0)
        value = *handle;
    async_task_free(handle);
    return value;
}

int plain_caller(void)
{
    return both__async_run();
}