#define ASYNC_GENERATED 1
#include <async.h>

struct fetch__frame {
    struct async_frame head;
    unsigned state;
    const char *name;
    struct async_wait async_yield_5;
};

enum { fetch_line_5 = 1 };

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
        async_link(st, f);
        f->name = name;
        f->state = fetch_line_5;
        return async_suspend(f);
    fetch_line_5:;
        name = f->name;
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
            const char *a1;
        } start;
    } u;
};

static async_status fetch__continue(struct async_frame *frame, struct async_task *task)
{
    struct fetch__task *t = (struct fetch__task *)(void *)task;
    (void)frame;
    return fetch__run(&t->u.frame, async_resumed_at(t->u.frame.state), task, (void *)frame, &t->value);
}

static async_status fetch__begin(struct async_frame *frame, struct async_task *task)
{
    struct fetch__task *t = (struct fetch__task *)(void *)task;
    (void)frame;
    async_status st = fetch__run(&t->u.frame, 0, task, t->u.start.a1, &t->value);
    if (st)
        async_set_resume(frame, fetch__continue);
    return st;
}

ASYNC_UNUSED static int *fetch__spawn(struct async_owner *owner, int keep, const char *a1)
{
    struct fetch__task *t = async_task_new(sizeof *t);
    if (!t) {
        if (owner)
            async_no_memory("fetch");
        return 0;
    }
    t->u.start.a1 = a1;
    async_set_resume(&t->u, fetch__begin);
    async_task_start(&t->core, &t->u.start.head, owner, keep);
    return &t->value;
}

struct both__frame {
    struct async_frame head;
    unsigned state;
    struct async_owner owner;
    union {
        struct {
            int *b;
            int *value_13;
        };
        struct {
            int *value_13_3;
            int value_13_2;
        };
    };
};

enum {
    both_line_13 = 1,
    both_line_13_2,
};

static async_status both__run(struct both__frame *f, unsigned at, struct async_task *task, int *ret)
{
    async_status st;
    int *value_13;
    int value_13_2;
    int *value_13_3;
    switch (at) {
    case 0: break;
    case both_line_13: goto both_line_13;
    case both_line_13_2: goto both_line_13_2;
    default: ASYNC_NOT_REACHED();
    }
    f->owner.tasks = 0;

    future(int) a = fetch__spawn(&f->owner, 1, "x");
    future(int) b = fetch__spawn(&f->owner, 1, "y");
    value_13 = a;
    st = async_future_wait(value_13, task);
    if (st) {
        async_link(st, f);
        f->b = b;
        f->value_13 = value_13;
        f->state = both_line_13;
        return async_suspend(f);
    both_line_13:;
        b = f->b;
        value_13 = f->value_13;
    }
    value_13_2 = *(value_13);
    value_13_3 = b;
    st = async_future_wait(value_13_3, task);
    if (st) {
        async_link(st, f);
        f->value_13_2 = value_13_2;
        f->value_13_3 = value_13_3;
        f->state = both_line_13_2;
        return async_suspend(f);
    both_line_13_2:;
        value_13_2 = f->value_13_2;
        value_13_3 = f->value_13_3;
    }
    *ret = value_13_2 + *(value_13_3);
    async_owner_end(&f->owner);
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

static async_status both__begin(struct async_frame *frame, struct async_task *task)
{
    struct both__task *t = (struct both__task *)(void *)task;
    (void)frame;
    async_status st = both__run(&t->u.frame, 0, task, &t->value);
    if (st)
        async_set_resume(frame, both__continue);
    return st;
}

ASYNC_UNUSED static int *both__spawn(struct async_owner *owner, int keep)
{
    struct both__task *t = async_task_new(sizeof *t);
    if (!t) {
        if (owner)
            async_no_memory("both");
        return 0;
    }
    async_set_resume(&t->u, both__begin);
    async_task_start(&t->core, &t->u.start.head, owner, keep);
    return &t->value;
}

static int both__async_run(void)
{
    static int none;
    int value = none;
    int *handle = both__spawn(ASYNC_NO_OWNER, 1);
    if (async_run_until(handle) == 0)
        value = *handle;
    async_task_free(handle);
    return value;
}

int plain_caller(void)
{
    return both__async_run();
}