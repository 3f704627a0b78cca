#define ASYNC_GENERATED 1
#include <async.h>

typedef int handler(int request);

/* A recursive callee and one behind a pointer take their frames from the task's stack. */
static async_status depth__call(struct async_task *task, int, int *);
struct depth__frame {
    struct async_frame head;
    unsigned state;
    union {
        int ret;
        union {
            struct {
                int below;
                struct async_wait async_yield_11;
            };
            int depth_10;
        };
    };
};

enum {
    depth_line_10 = 1,
    depth_line_11,
};

static const struct async_site depth__site_10 = {"depth", "callees.c", 10};
static const struct async_site depth__site_11 = {"depth", "callees.c", 11};
ASYNC_UNUSED static const struct async_site *const depth__places[] = {&depth__site_10, &depth__site_11};

static async_status depth__run(struct depth__frame *f, unsigned at, struct async_task *task, int n, int *ret)
{
    async_status st;
    int depth_10;
    switch (at) {
    case 0: break;
    case depth_line_10: goto depth_line_10;
    case depth_line_11: goto depth_line_11;
    default: ASYNC_NOT_REACHED();
    }

    if (n == 0) {
        *ret = 0;
        return ASYNC_DONE;
    }
    st = depth__call(task, n - 1, &f->depth_10);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->state = depth_line_10;
            return async_suspend(f);
        depth_line_10:;
        }
        if (async_failed(task, &depth__site_10)) {
            return ASYNC_THROWN;
        }
    }
    depth_10 = f->depth_10;
    int below = depth_10;
    st = async_yield__start(&f->async_yield_11, task);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->below = below;
            f->state = depth_line_11;
            return async_suspend(f);
        depth_line_11:;
            below = f->below;
        }
        if (async_failed(task, &depth__site_11)) {
            return ASYNC_THROWN;
        }
    }
    
    *ret = below + 1;
    return ASYNC_DONE;

}

static async_status depth__resume(struct async_frame *frame, struct async_task *task)
{
    struct depth__frame *f = (struct depth__frame *)frame;
    return depth__run(f, async_resumed_at(f->state), task, 0, &f->ret);
}
ASYNC_PLACES(depth__resume, depth__places);

struct depth__box {
    struct depth__frame frame;
    int *ret;
};

static async_status depth__unbox(struct async_frame *frame, struct async_task *task)
{
    struct depth__box *box = (struct depth__box *)frame;
    return async_unbox(task, box, depth__run(&box->frame, async_resumed_at(box->frame.state), task, 0, box->ret));
}
ASYNC_PLACES(depth__unbox, depth__places);

static async_status depth__call(struct async_task *task, int n, int *ret)
{
    struct depth__box *f = async_push(task, sizeof *f);
    if (!f)
        return async_throw_no_memory(task);
    f->ret = ret;
    async_status st = depth__run(&f->frame, 0, task, n, ret);
    if (async_over(st))
        async_pop(task, f);
    else
        async_set_resume(f, depth__unbox);
    return st;
}


struct dispatch__frame {
    struct async_frame head;
    unsigned state;
    union {
        struct {
            int (*const *handlers)(int);
            struct depth__frame depth_17;
            int request;
        };
        int called_19;
        int called_21;
    };
};

enum {
    dispatch_line_17 = 1,
    dispatch_line_19,
    dispatch_line_21,
};

static const struct async_site dispatch__site_17 = {"dispatch", "callees.c", 17};
static const struct async_site dispatch__site_19 = {"dispatch", "callees.c", 19};
static const struct async_site dispatch__site_21 = {"dispatch", "callees.c", 21};
ASYNC_UNUSED static const struct async_site *const dispatch__places[] = {&dispatch__site_17, &dispatch__site_19, &dispatch__site_21};

static async_status dispatch__run(struct dispatch__frame *f, unsigned at, struct async_task *task, int (*const *handlers)(int), int request, int *ret)
{
    async_status st;
    int depth_17;
    int awaited_19;
    int awaited_21;
    switch (at) {
    case 0: break;
    case dispatch_line_17: goto dispatch_line_17;
    case dispatch_line_19: goto dispatch_line_19;
    case dispatch_line_21: goto dispatch_line_21;
    default: ASYNC_NOT_REACHED();
    }

    st = depth__run(&f->depth_17, 0, task, request, &depth_17);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link_callee(st, f, &f->depth_17, depth__resume);
            f->handlers = handlers;
            f->request = request;
            f->state = dispatch_line_17;
            return async_suspend(f);
        dispatch_line_17:;
            handlers = f->handlers;
            request = f->request;
        }
        if (async_failed(task, &dispatch__site_17)) {
            return ASYNC_THROWN;
        }
        depth_17 = f->depth_17.ret;
    }
    switch (depth_17) {
    case 1:
        st = ASYNC_CALL(&f->called_19, handlers[0](request));
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->state = dispatch_line_19;
                return async_suspend(f);
            dispatch_line_19:;
            }
            if (async_failed(task, &dispatch__site_19)) {
                return ASYNC_THROWN;
            }
        }
        awaited_19 = f->called_19;
        *ret = awaited_19;
        return ASYNC_DONE;
    default:
        st = ASYNC_CALL(&f->called_21, (*handlers[1])(request));
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->state = dispatch_line_21;
                return async_suspend(f);
            dispatch_line_21:;
            }
            if (async_failed(task, &dispatch__site_21)) {
                return ASYNC_THROWN;
            }
        }
        awaited_21 = f->called_21;
        *ret = awaited_21;
        return ASYNC_DONE;
    }
    return ASYNC_DONE;
}

struct dispatch__box {
    struct dispatch__frame frame;
    int *ret;
};

static async_status dispatch__unbox(struct async_frame *frame, struct async_task *task)
{
    struct dispatch__box *box = (struct dispatch__box *)frame;
    return async_unbox(task, box, dispatch__run(&box->frame, async_resumed_at(box->frame.state), task, (void *)frame, 0, box->ret));
}
ASYNC_PLACES(dispatch__unbox, dispatch__places);

async_status dispatch__call(struct async_task *task, int (*const *handlers)(int), int request, int *ret)
{
    struct dispatch__box *f = async_push(task, sizeof *f);
    if (!f)
        return async_throw_no_memory(task);
    f->ret = ret;
    async_status st = dispatch__run(&f->frame, 0, task, handlers, request, ret);
    if (async_over(st))
        async_pop(task, f);
    else
        async_set_resume(f, dispatch__unbox);
    return st;
}

int dispatch(handler *const *handlers, int request)
{
    int *ret = async_take_ret("dispatch");
    async_set_status(dispatch__call(async_current_task(), handlers, request, ret));
    return 0;
}
