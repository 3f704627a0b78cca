#define ASYNC_GENERATED 1
#include <async.h>
#include <stdio.h>

/* A call, a call of the runtime, a value that is used twice. */
struct add_later__frame {
    struct async_frame head;
    unsigned state;
    union {
        int ret;
        struct {
            int a;
            int b;
            struct async_wait async_sleep_7;
        };
    };
};

enum { add_later_line_7 = 1 };

static const struct async_site add_later__site_7 = {"add_later", "straight.c", 7};
ASYNC_UNUSED static const struct async_site *const add_later__places[] = {&add_later__site_7};

static async_status add_later__run(struct add_later__frame *f, unsigned at, struct async_task *task, int a, int b, int *ret)
{
    async_status st;
    switch (at) {
    case 0: break;
    case add_later_line_7: goto add_later_line_7;
    default: ASYNC_NOT_REACHED();
    }

    st = async_sleep__start(&f->async_sleep_7, task, 0.1);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->a = a;
            f->b = b;
            f->state = add_later_line_7;
            return async_suspend(f);
        add_later_line_7:;
            a = f->a;
            b = f->b;
        }
        if (async_failed(task, &add_later__site_7)) {
            return ASYNC_THROWN;
        }
    }
     // what it waits for
    *ret = a + b;
    return ASYNC_DONE;

}

static async_status add_later__resume(struct async_frame *frame, struct async_task *task)
{
    struct add_later__frame *f = (struct add_later__frame *)frame;
    return add_later__run(f, async_resumed_at(f->state), task, 0, 0, &f->ret);
}
ASYNC_PLACES(add_later__resume, add_later__places);


struct main__frame {
    struct async_frame head;
    unsigned state;
    union {
        struct {
            struct add_later__frame add_later_14;
            int sum;
        };
        struct add_later__frame add_later_13;
    };
};

enum {
    main_line_13 = 1,
    main_line_14,
};

static const struct async_site main__site_13 = {"main", "straight.c", 13};
static const struct async_site main__site_14 = {"main", "straight.c", 14};
ASYNC_UNUSED static const struct async_site *const main__places[] = {&main__site_13, &main__site_14};

static async_status main__run(struct main__frame *f, unsigned at, struct async_task *task, int *ret)
{
    async_status st;
    int add_later_13;
    int add_later_14;
    switch (at) {
    case 0: break;
    case main_line_13: goto main_line_13;
    case main_line_14: goto main_line_14;
    default: ASYNC_NOT_REACHED();
    }

    st = add_later__run(&f->add_later_13, 0, task, 1, 2, &add_later_13);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link_callee(st, f, &f->add_later_13, add_later__resume);
            f->state = main_line_13;
            return async_suspend(f);
        main_line_13:;
        }
        if (async_failed(task, &main__site_13)) {
            return ASYNC_THROWN;
        }
        add_later_13 = f->add_later_13.ret;
    }
    int sum = add_later_13;
    st = add_later__run(&f->add_later_14, 0, task, sum, 3, &add_later_14);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link_callee(st, f, &f->add_later_14, add_later__resume);
            f->sum = sum;
            f->state = main_line_14;
            return async_suspend(f);
        main_line_14:;
            sum = f->sum;
        }
        if (async_failed(task, &main__site_14)) {
            return ASYNC_THROWN;
        }
        add_later_14 = f->add_later_14.ret;
    }
    printf("%d %d\n", sum, add_later_14);
    *ret = sum == 3 ? 0 : 1;
    return ASYNC_DONE;

}
struct main__task {
    struct async_future core;
    int value;
    union {
        struct main__frame frame;
        struct {
            struct async_frame head;
        } start;
    } u;
};

static async_status main__continue(struct async_frame *frame, struct async_task *task)
{
    struct main__task *t = (struct main__task *)(void *)task;
    (void)frame;
    return main__run(&t->u.frame, async_resumed_at(t->u.frame.state), task, &t->value);
}
ASYNC_PLACES(main__continue, main__places);

static async_status main__begin(struct async_frame *frame, struct async_task *task)
{
    struct main__task *t = (struct main__task *)(void *)task;
    (void)frame;
    async_status st = main__run(&t->u.frame, 0, task, &t->value);
    if (!async_over(st))
        async_set_resume(frame, main__continue);
    return st;
}

ASYNC_UNUSED static int *main__spawn(struct async_owner *owner, enum async_how how, const struct async_site *site)
{
    struct main__task *t = async_task_new(sizeof *t);
    if (!t)
        return 0;
    async_set_resume(&t->u, main__begin);
    async_task_begin(&t->core, &t->u.start.head, owner, how, site);
    return &t->value;
}

static int main__async_run(void)
{
    static int none;
    int value = none;
    static const struct async_site site = {"main", 0, 0};
    int *handle = async_run_open(ASYNC_ALL_PLACES) ? main__spawn(ASYNC_NO_OWNER, ASYNC_KEPT, &site) : 0;
    if (async_main_until(handle) == 0)
        value = *handle;
    else
        value = async_main_failed();
    async_task_free(handle);
    async_main_over();
    return value;
}


int main(void)
{
    return main__async_run();
}
